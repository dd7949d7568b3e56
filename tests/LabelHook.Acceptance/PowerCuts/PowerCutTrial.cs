using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.PowerCuts;

// A node with a simulated disk that follows each of its changes, and a command during which the power fails after each
// of its system calls.
public sealed class PowerCutTrial : IAsyncDisposable
{
    private const string Database = "state/ports.sqlite";

    // The exit code of strace if its program was killed by signal 9.
    private const int KilledExit = 128 + 9;

    // Enough to see what is wrong.
    private const int MaxBroken = 10;

    private readonly TemporaryFolder _folder = new();

    private readonly DatabaseReader _reader = new();

    private readonly List<string> _broken = [];

    private readonly List<CrashState> _samples = [];

    private readonly Disk _disk;

    private readonly Random _random;

    private readonly int _bound;

    private readonly int _sampled;

    private DatabaseSnapshot _end = DatabaseSnapshot.Empty;

    private IReadOnlyList<CrashState> _before;

    private CrashState _after;

    // bound: the most states per cut. sampled: the number of states from which the program itself continues.
    public PowerCutTrial(int seed, int bound, int sampled)
    {
        _random = new Random(seed);
        _bound = bound;
        _sampled = sampled;
        Directory.CreateDirectory(Root);
        _disk = new Disk(Root);
        _after = CrashState.Now(_disk);
        _before = [_after];
    }

    public string State => Path.Join(Root, "state");

    public int CutPoints { get; private set; }

    public int StatesBuilt { get; private set; }

    public int StatesOpened => _reader.Opened;

    public int RunsAgain { get; private set; }

    public IReadOnlyList<string> Broken => _broken;

    private string Root => _folder["node"];

    public string this[string name] => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    // Returns the configuration of a store with these images.
    public string Install(params (string Name, string TcpPorts, string UdpPorts)[] images)
    {
        ImageStore.Write(_folder, "images", images);
        return ImageStore.Configure(_folder, "images");
    }

    // Runs the preparation. Only what it synced is durable: the later cuts may still lose the rest.
    public async Task PrepareAsync(Command command, IEnumerable<string> arguments)
    {
        await CarryOverAsync(command, arguments, "", () => { });
        _before = [CrashState.Now(_disk)];
    }

    // Runs a command that is killed midway, so that all its changes may be lost. Returns whether it was killed.
    public async Task<bool> KillAsync(Command command, IEnumerable<string> arguments, string at)
    {
        List<CrashState> passed = [.. _before];
        var isKilled = await CarryOverAsync(command, arguments, at, () => passed.Add(CrashState.Now(_disk)));
        _before = passed;
        return isKilled;
    }

    // everywhere: after each system call, not only when the command has ended.
    public async Task<CommandResult> CutAsync(Command command, IEnumerable<string> arguments, bool everywhere = true)
    {
        var (result, calls) = await RecordAsync(command, arguments, "");
        _after = CrashState.Of(Root);
        var promises = new DurabilityRules(
            [.. _before.Select(state => _reader.Read(state, Database).Everything).Distinct()],
            0,
            _before,
            _after,
            Ended: false);
        foreach (var call in calls.Where(_disk.Apply))
        {
            // A process that continues with something else relies on the commit; a sync relies on nothing, and nobody
            // reads a file that is only prepared.
            if (!IsOfDatabase(call) && !IsSync(call) && !IsPreparation(call))
                promises = promises with { Promised = promises.Databases.Count - 1 };
            var now = _reader.Read(CrashState.Now(_disk), Database).Everything;
            if (now != promises.Databases[^1])
                promises = promises with { Databases = [.. promises.Databases, now] };
            if (everywhere)
                Cut(promises, call.ToString());
        }

        AssertSame();
        _end = _reader.Read(_after, Database);
        if (result.ExitCode == 0)
            promises = promises with { Promised = promises.Databases.Count - 1, Ended = true };
        Cut(promises, "the end");
        return result;
    }

    // Runs the program on some of the states: the result must be that of an undisturbed run.
    public async Task RunAgainAsync(Command command, params IReadOnlyList<string> arguments)
    {
        foreach (var state in _samples)
        {
            Directory.Delete(Root, recursive: true);
            Directory.CreateDirectory(Root);
            state.WriteTo(Root);

            var result = await command.RunAsync([.. arguments]);

            RunsAgain++;
            var now = CrashState.Of(Root);
            var view = _reader.Read(now, Database);
            var wrong = DurabilityRules.EnvironmentFiles(_after).Concat(DurabilityRules.EnvironmentFiles(now))
                .FirstOrDefault(path => now.Text(path) != _after.Text(path));
            if (view.Damage.Length > 0 || view.Facts != _end.Facts || wrong is not null)
                Break(
                    $"running it again ends elsewhere: {view.Damage}{wrong}\n{result.Errors}{view.Facts}\ninstead "
                        + $"of\n{_end.Facts}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _folder.DisposeAsync();
    }

    private async Task<bool> CarryOverAsync(Command command, IEnumerable<string> arguments, string kill, Action changed)
    {
        var (result, calls) = await RecordAsync(command, arguments, kill);
        var isKilled = kill.Length > 0 && result.ExitCode == KilledExit;
        if (!isKilled)
            result.Succeeded();
        foreach (var _ in calls.Where(_disk.Apply))
            changed();
        AssertSame();
        return isKilled;
    }

    private Task<(CommandResult Result, IReadOnlyList<TracedCall> Calls)> RecordAsync(
        Command command, IEnumerable<string> arguments, string kill)
    {
        _disk.StartProcess();
        return Strace.RecordAsync(command, arguments, kill);
    }

    // The commit itself: the database and its journal.
    private bool IsOfDatabase(TracedCall call)
    {
        var path = Path.Join(Root, Database);
        return call.Touches(path) && !call.Touches(path + ".lock");
    }

    private static bool IsPreparation(TracedCall call) =>
        call.Touches(".environment.labelhook") && !call.Name.StartsWith("rename", StringComparison.Ordinal);

    private static bool IsSync(TracedCall call) => call.Name is "fsync" or "fdatasync" or "syncfs";

    private void Cut(DurabilityRules promises, string where)
    {
        CutPoints++;
        foreach (var state in CrashState.After(_disk, _random, _bound))
        {
            StatesBuilt++;
            foreach (var what in promises.BrokenBy(state, _reader.Read(state, Database)))
                Break($"after {where}: {what}");

            // Each state has the same chance to be among the samples.
            if (_samples.Count < _sampled)
                _samples.Add(state);
            else if (_random.Next(StatesBuilt) is var place && place < _sampled)
                _samples[place] = state;
        }
    }

    private void Break(string what)
    {
        if (_broken.Count < MaxBroken && !_broken.Contains(what))
            _broken.Add(what);
    }

    // The model must match what is really on the disk.
    private void AssertSame()
    {
        var real = CrashState.Of(Root);
        var simulated = CrashState.Now(_disk);

        Assert.Equal(real.Folders.Order(StringComparer.Ordinal), simulated.Folders.Order(StringComparer.Ordinal));
        Assert.Equal(real.Files.Keys.Order(StringComparer.Ordinal), simulated.Files.Keys.Order(StringComparer.Ordinal));
        Assert.All(real.Files, file => Assert.Equal(file.Value, simulated.Files[file.Key]));
    }
}
