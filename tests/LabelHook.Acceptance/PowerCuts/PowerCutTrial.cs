namespace LabelHook.Acceptance;

// A node in a folder whose every change is carried over to a simulated disk, and a command that the power is cut in, after each
// of its system calls.
public sealed class PowerCutTrial : IAsyncDisposable
{
    private const string Database = "state/ports.sqlite";

    // What strace returns when its program was killed by signal 9.
    private const int KilledExit = 128 + 9;

    // Enough to see what is wrong.
    private const int MaxBroken = 10;

    private readonly TemporaryFolder folder = new();

    private readonly RegistryReader registry = new();

    private readonly List<string> broken = [];

    private readonly List<CrashState> samples = [];

    private readonly Disk disk;

    private readonly Random random;

    private readonly int bound;

    private readonly int sampled;

    private RegistryView end = RegistryView.Empty;

    private IReadOnlyList<CrashState> before;

    private CrashState after;

    // bound: how many states a cut is given at most. sampled: how many of all the program itself has to go on from.
    public PowerCutTrial(int seed, int bound, int sampled)
    {
        random = new Random(seed);
        this.bound = bound;
        this.sampled = sampled;
        Directory.CreateDirectory(Root);
        disk = new Disk(Root);
        after = CrashState.Now(disk);
        before = [after];
    }

    public string State => Path.Combine(Root, "state");

    public int CutPoints { get; private set; }

    public int StatesBuilt { get; private set; }

    public int StatesOpened => registry.Opened;

    public int RunsAgain { get; private set; }

    public IReadOnlyList<string> Broken => broken;

    private string Root => folder["node"];

    public string this[string name] => folder[name];

    public string Write(string name, string text) => folder.Write(name, text);

    // Returns the configuration of a store with these images.
    public string Install(params (string Name, string TcpPorts, string UdpPorts)[] images)
    {
        ImageStore.Write(folder, "images", images);
        return ImageStore.Configure(folder, "images");
    }

    // Runs what goes before. Only what it synced is sure: the cuts come later, but they may still take from it.
    public async Task PrepareAsync(Command command, IEnumerable<string> arguments)
    {
        await CarryOverAsync(command, arguments, "", () => { });
        before = [CrashState.Now(disk)];
    }

    // Runs something that is killed on the way, so that all that it did may be lost. Returns whether it did not end before.
    public async Task<bool> KillAsync(Command command, IEnumerable<string> arguments, string at)
    {
        List<CrashState> passed = [.. before];
        var isKilled = await CarryOverAsync(command, arguments, at, () => passed.Add(CrashState.Now(disk)));
        before = passed;
        return isKilled;
    }

    // everywhere: after each system call, not only when the command has ended.
    public async Task<CommandResult> CutAsync(Command command, IEnumerable<string> arguments, bool everywhere = true)
    {
        var (result, calls) = await RecordAsync(command, arguments, "");
        after = CrashState.Of(Root);
        var promises = new Promises([.. before.Select(state => registry.Read(state, Database).Everything).Distinct()], 0, before, after, Ended: false);
        foreach (var call in calls.Where(disk.Apply))
        {
            // Whoever goes on to something else relies on what was committed; a sync relies on nothing.
            if (!IsOfDatabase(call) && !IsSync(call))
                promises = promises with { Promised = promises.Registries.Count - 1 };
            var now = registry.Read(CrashState.Now(disk), Database).Everything;
            if (now != promises.Registries[^1])
                promises = promises with { Registries = [.. promises.Registries, now] };
            if (everywhere)
                Cut(promises, call.ToString());
        }

        AssertSame();
        end = registry.Read(after, Database);
        if (result.ExitCode == 0)
            promises = promises with { Promised = promises.Registries.Count - 1, Ended = true };
        Cut(promises, "the end");
        return result;
    }

    // Lets the program itself go on from some of the states: it has to end where it did when nothing happened.
    public async Task RunAgainAsync(Command command, params IReadOnlyList<string> arguments)
    {
        foreach (var state in samples)
        {
            Directory.Delete(Root, recursive: true);
            Directory.CreateDirectory(Root);
            state.WriteTo(Root);

            var result = await command.RunAsync([.. arguments]);

            RunsAgain++;
            var now = CrashState.Of(Root);
            var view = registry.Read(now, Database);
            var wrong = Promises.EnvironmentFiles(after).Concat(Promises.EnvironmentFiles(now)).FirstOrDefault(path => now.Text(path) != after.Text(path));
            if (view.Damage.Length > 0 || view.Facts != end.Facts || wrong is not null)
                Break($"running it again ends elsewhere: {view.Damage}{wrong}\n{result.Errors}{view.Facts}\ninstead of\n{end.Facts}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        registry.Dispose();
        await folder.DisposeAsync();
    }

    private async Task<bool> CarryOverAsync(Command command, IEnumerable<string> arguments, string kill, Action changed)
    {
        var (result, calls) = await RecordAsync(command, arguments, kill);
        var isKilled = kill.Length > 0 && result.ExitCode == KilledExit;
        if (!isKilled)
            result.Succeeded();
        foreach (var _ in calls.Where(disk.Apply))
            changed();
        AssertSame();
        return isKilled;
    }

    private Task<(CommandResult Result, IReadOnlyList<TracedCall> Calls)> RecordAsync(Command command, IEnumerable<string> arguments, string kill)
    {
        disk.StartProcess();
        return Strace.RecordAsync(command, arguments, kill);
    }

    // The commit itself: the database and its journal.
    private bool IsOfDatabase(TracedCall call)
    {
        var path = Path.Combine(Root, Database);
        return call.Touches(path) && !call.Touches(path + ".lock");
    }

    private static bool IsSync(TracedCall call) => call.Name is "fsync" or "fdatasync";

    private void Cut(Promises promises, string where)
    {
        CutPoints++;
        foreach (var state in CrashState.After(disk, random, bound))
        {
            StatesBuilt++;
            foreach (var what in promises.BrokenBy(state, registry.Read(state, Database)))
                Break($"after {where}: {what}");

            // Each state has the same chance to be among the samples.
            if (samples.Count < sampled)
                samples.Add(state);
            else if (random.Next(StatesBuilt) is var place && place < sampled)
                samples[place] = state;
        }
    }

    private void Break(string what)
    {
        if (broken.Count < MaxBroken && !broken.Contains(what))
            broken.Add(what);
    }

    // The model is worth nothing if it does not know what really lies there.
    private void AssertSame()
    {
        var real = CrashState.Of(Root);
        var simulated = CrashState.Now(disk);

        Assert.Equal(real.Folders.Order(StringComparer.Ordinal), simulated.Folders.Order(StringComparer.Ordinal));
        Assert.Equal(real.Files.Keys.Order(StringComparer.Ordinal), simulated.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(real.Files, file => Assert.Equal(file.Value, simulated.Files[file.Key]));
    }
}
