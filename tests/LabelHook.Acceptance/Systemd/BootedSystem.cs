namespace LabelHook.Acceptance;

// A Debian of its own with a real systemd as process 1: empty when it starts, the same again after a reboot, gone in the end.
// How it is booted, and in what poor surroundings that works, is told in tests/boot.sh.
public sealed class BootedSystem : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();

    private readonly string tree;

    private readonly List<string> options;

    private Service? system;

    private BootedSystem(string tree, List<string> options)
    {
        this.tree = tree;
        this.options = options;
    }

    // Starts a Debian 12 with these files or folders of the host in it, unchangeable.
    public static Task<BootedSystem> StartAsync(params (string Host, string Inside)[] files) => StartAsync(DebianTree.Bookworm, files);

    public static async Task<BootedSystem> StartAsync(DebianTree tree, params (string Host, string Inside)[] files)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("systemd-nspawn", "systemd-container");
        var booted = new BootedSystem(await tree.PathAsync(), [.. tree.Options, .. files.Select(file => $"--bind-ro={file.Host}:{file.Inside}")]);
        booted.Bind(tree.Stores);

        try
        {
            await booted.BootAsync();
            return booted;
        }
        catch
        {
            await booted.DisposeAsync();
            throw;
        }
    }

    public Task<CommandResult> RunAsync(params string[] command) => RunWithInputAsync("", command);

    public async Task<string> OutputAsync(params string[] command) => (await RunAsync(command)).Succeeded().Output;

    public async Task WriteAsync(string path, string text) => (await RunWithInputAsync(text, "sh", "-c", "cat >\"$0\"", path)).Succeeded();

    // Switches it off, properly, and on again.
    public async Task RebootAsync()
    {
        await PowerOffAsync();
        await BootAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        await folder.DisposeAsync();
    }

    private void Bind(IEnumerable<string> stores)
    {
        foreach (var store in stores)
            options.Add($"--bind={Directory.CreateDirectory(folder["stores" + store]).FullName}:{store}");
    }

    private async Task BootAsync() => system = await Service.StartAsync(
        new Command(Path.Combine(Repository.Folder, "tests/boot.sh")),
        [tree, folder.Path, .. options],
        () => Task.FromResult(File.Exists(folder["leader"])));

    private async Task PowerOffAsync()
    {
        if (system is not null)
            await system.DisposeAsync();

        system = null;
    }

    private async Task<CommandResult> RunWithInputAsync(string input, params string[] command)
    {
        var leader = await File.ReadAllTextAsync(folder["leader"], TestContext.Current.CancellationToken);
        string[] enter = ["--target", leader.Trim(), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd", "--"];

        return await (new Command("nsenter") { Input = input }).RunAsync([.. enter, .. command]);
    }
}
