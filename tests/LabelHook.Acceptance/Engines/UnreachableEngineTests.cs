using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// An engine that is down, silent or no engine at all is told in one sentence and in bounded time, and nothing was
// changed.
public sealed class UnreachableEngineTests : IAsyncDisposable
{
    private const string Image = "ghcr.io/nethserver/mattermost:2.1.1";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public Task A_missing_socket_is_reported() => FailsAsync();

    [Fact]
    public async Task A_socket_without_a_listener_is_reported()
    {
        await using var dead = new FakeEngine(Socket);

        await FailsAsync();
    }

    [Fact]
    public async Task A_silent_engine_is_reported_in_time()
    {
        await using var hanging = new FakeEngine(Socket);
        hanging.Listen();

        await FailsAsync("--timeout", "1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"Id\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html")]
    [InlineData(
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 23\r\nConnection: close\r\n\r\n{\"message\":\"disk "
            + "full\"}")]
    public async Task An_invalid_answer_is_reported(string answer)
    {
        await using var impostor = new FakeEngine(Socket);
        impostor.Answer(answer);

        await FailsAsync("--timeout", "5");
    }

    // The services of nsswitch.conf may be libraries, which a static program cannot load.
    [Theory]
    [InlineData("localhost", "connection refused")]
    [InlineData("engine.test", "connection refused")]
    [InlineData("nowhere.test", "host not found")]
    public async Task An_unreachable_host_is_reported_without_loading_NSS(string host, string reason)
    {
        RealPart.RequireRoot();
        RealPart.RequireProgram("strace", "strace");
        var hosts = _folder.Write("hosts", "127.0.0.1 localhost engine.test\n127.0.0.2 engine.test\n");
        var services = _folder.Write("nsswitch.conf", "hosts: myhostname resolve mymachines files dns\n");
        const string Script =
            "mount --bind \"$0\" /etc/hosts; mount --bind \"$1\" /etc/nsswitch.conf; ip link set lo up; shift; exec "
                + "strace -f -e trace=openat -o trace \"$@\"";

        var result = await new Command("unshare").In(_folder.Path).RunAsync(
            "--net", "--mount", "--propagation", "private", "sh", "-euc", Script, hosts, services,
            LabelHookProgram.Command.Program, "inspect", Image, "--engine", $"tcp://{host}:1");

        Assert.Equal(
            $"labelhook: cannot ask the engine at tcp://{host}:1/ for image \"{Image}\": {reason}; start it, or name "
                + "another engine with --engine\n",
            result.Failed().Errors);
        var opened = await File.ReadAllTextAsync(_folder["trace"], TestContext.Current.CancellationToken);
        Assert.Contains("/etc/hosts", opened, StringComparison.Ordinal);
        Assert.DoesNotContain("libnss_", opened, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_error_is_available_as_JSON()
    {
        await using var node = Node("--json");

        var error = (await node.RunAsync("install", "mattermost1", Image)).Failed().ErrorJson.GetProperty("error");

        Assert.Matches("^LH[0-9]{4}$", error.GetProperty("code").GetString());
        Assert.Contains(Socket, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(error.TryGetProperty("value", out _));
        Assert.True(error.TryGetProperty("accepted", out _));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private string Socket => _folder["engine.sock"];

    private Node Node(params IReadOnlyList<string> options) =>
        new(
            LabelHookProgram.Command with { Limit = TimeSpan.FromSeconds(30) },
            ["--engine", $"unix://{Socket}", .. options]);

    private async Task FailsAsync(params IReadOnlyList<string> options)
    {
        await using var node = Node(options);

        var spoken = (await node.RunAsync("install", "mattermost1", Image)).Failed();

        Assert.StartsWith("labelhook: ", spoken.Complaint, StringComparison.Ordinal);
        Assert.Contains(Socket, spoken.Complaint, StringComparison.Ordinal);
        Assert.Contains(Image, spoken.Complaint, StringComparison.Ordinal);
        Assert.Empty(spoken.Output);
        Assert.False(File.Exists(Path.Join(node.State, "modules/mattermost1/environment")));
    }
}
