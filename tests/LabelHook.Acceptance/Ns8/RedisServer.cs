using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ns8;

// A Redis server of one test, on a socket in its folder.
public sealed class RedisServer : IAsyncDisposable
{
    private Service? _service;

    private RedisServer(Service service, string socket)
    {
        _service = service;
        Socket = socket;
    }

    public string Socket { get; }

    public static async Task<RedisServer> StartAsync(TemporaryFolder folder)
    {
        RealPart.RequireProgram("redis-server", "redis-server");
        var socket = folder["redis"];
        string[] options = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder.Path];
        var started = await Service.StartAsync(
            new Command("redis-server"), options, async () => (await TryAsync(socket, "PING")).Output == "PONG\n");
        return new RedisServer(started, socket);
    }

    public async Task RunAsync(params string[] command) => (await TryAsync(Socket, command)).Succeeded();

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _service = null;
    }

    private static Task<CommandResult> TryAsync(string socket, params string[] command) =>
        new Command("redis-cli").RunAsync(["-s", socket, .. command]);
}
