using LabelHook.Acceptance.PowerCuts;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

// What a command costs beyond the start of the program, in system calls on files and descriptors. Each bound is what was
// counted, and a few calls more.
public sealed class SystemCallCountTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(175, "install m1 image.yaml")] // changes nothing
    [InlineData(250, "install m2 image.yaml")]
    [InlineData(140, "list")]
    public async Task A_command_makes_few_system_calls(int most, string command)
    {
        await PrepareAsync();

        var calls = await CountAsync(command) - await CountAsync("--version");

        Assert.InRange(calls, 1, most);
    }

    [Fact]
    public async Task A_scan_makes_few_system_calls_for_each_image()
    {
        await PrepareAsync();
        var few = await CountScanAsync(10);
        var many = await CountScanAsync(110);

        Assert.InRange(many - few, 1, 65 * 100);
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private async Task PrepareAsync()
    {
        RealPart.RequireProgram("strace", "strace");
        _folder.Write("labelhook.yaml", "avoid-in-use: false\n");
        _folder.Write("image.yaml", "labels:\n  org.nethserver.tcp-ports-demand: \"3\"\n");
        ImageStore.Configure(_folder, "images");
        await CountAsync("install m1 image.yaml");
    }

    // The images of each scan are new to it.
    private Task<int> CountScanAsync(int images)
    {
        ImageStore.Write(
            _folder,
            "images",
            [.. Enumerable.Range(1, images).Select(number => ($"image{images}-{number}-x", "1", "1"))]);
        return CountAsync("scan");
    }

    private async Task<int> CountAsync(string command)
    {
        string[] node = command == "--version"
            ? []
            : ["--state", _folder["state"], "--config", _folder["labelhook.yaml"]];
        var strace = new Command("strace").In(_folder.Path).With("CONTAINERS_STORAGE_CONF", _folder["storage.conf"]);
        await strace.OutputAsync(
            [
                "-f", "-qq", "-e", "trace=%file,%desc", "-e", "signal=none", "-o", _folder["trace"],
                LabelHookProgram.Command.Program, .. command.Split(' '), .. node,
            ]);
        var trace = await File.ReadAllLinesAsync(_folder["trace"], TestContext.Current.CancellationToken);
        return trace.Count(line => !line.Contains("resumed>", StringComparison.Ordinal));
    }
}
