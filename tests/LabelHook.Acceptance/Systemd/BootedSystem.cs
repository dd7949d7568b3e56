using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Systemd;

// A Debian system with a real systemd as process 1: empty at the start, kept across reboots, deleted at the end.
// tests/tools/boot-debian-tree.sh explains how it boots.
public sealed class BootedSystem : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private readonly string _tree;

    private readonly List<string> _options;

    private Service? _system;

    private BootedSystem(string tree, List<string> options)
    {
        _tree = tree;
        _options = options;
    }

    // Starts a Debian 12 with these files or folders of the host, read-only.
    public static Task<BootedSystem> StartAsync(params (string Host, string Inside)[] files) =>
        StartAsync(DebianTree.Bookworm, files);

    public static async Task<BootedSystem> StartAsync(DebianTree tree, params (string Host, string Inside)[] files)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("systemd-nspawn", "systemd-container");
        var booted = new BootedSystem(
            await tree.PathAsync(), [.. tree.Options, .. files.Select(file => $"--bind-ro={file.Host}:{file.Inside}")]);
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

    // Runs a command under a program of the host and its arguments, such as strace.
    public async Task<CommandResult> RunUnderAsync(IReadOnlyList<string> program, params string[] command) =>
        await new Command(program[0]) { Prefix = [.. program.Skip(1), "nsenter"] }.RunAsync(
            [.. await EnterAsync(), .. command]);

    public async Task<string> OutputAsync(params string[] command) => (await RunAsync(command)).Succeeded().Output;

    public async Task WriteAsync(string path, string text) =>
        (await RunWithInputAsync(text, "sh", "-c", "cat >\"$0\"", path)).Succeeded();

    // Waits for a condition of the shell.
    public async Task UntilAsync(string condition) =>
        await OutputAsync(
            "sh",
            "-c",
            $"for i in $(seq 300); do if {condition}; then exit 0; fi; sleep 0.1; done; journalctl --no-pager "
                + "--lines 50; exit 1");

    // Shuts it down properly and starts it again.
    public async Task RebootAsync()
    {
        await PowerOffAsync();
        await BootAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        await _folder.DisposeAsync();
    }

    private void Bind(IEnumerable<string> stores)
    {
        foreach (var store in stores)
            _options.Add($"--bind={Directory.CreateDirectory(_folder["stores" + store]).FullName}:{store}");
    }

    private async Task BootAsync() => _system = await Service.StartAsync(
        new Command(Repository.At("tests/tools/boot-debian-tree.sh")),
        [_tree, _folder.Path, .. _options],
        () => Task.FromResult(File.Exists(_folder["leader"])));

    private async Task PowerOffAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();

        _system = null;
    }

    private async Task<CommandResult> RunWithInputAsync(string input, params string[] command) =>
        await (new Command("nsenter") { Input = input }).RunAsync([.. await EnterAsync(), .. command]);

    private async Task<string[]> EnterAsync()
    {
        var leader = await File.ReadAllTextAsync(_folder["leader"], TestContext.Current.CancellationToken);
        return
        [
            "--target", leader.Trim(), "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--root", "--wd",
            "--",
        ];
    }
}
