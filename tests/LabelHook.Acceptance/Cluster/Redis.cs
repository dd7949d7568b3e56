using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// A Redis server with NS8's users, on a port of the loopback and on a socket in its folder.
public sealed class Redis : IAsyncDisposable
{
    public const string Administrator = "admin";
    public const string Password = "admins";

    // The rules of NS8; core/imageroot of ns8-core, install-finalize.sh and add-node.
    private const string Users = "user default on nopass resetkeys ~cluster/* ~node/* ~module/* resetchannels &* "
        + "nocommands +@read +@connection +subscribe +psubscribe -@admin\n"
        + $"user {Administrator} on >{Password} ~* &* +@all";

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _options;
    private Service? _service;

    private Redis(int port, string[] options, bool isNs8)
    {
        Port = port;
        _options = options;
        IsNs8 = isNs8;
    }

    // Whether nodes may only read the leases.
    public bool IsNs8 { get; }

    public int Port { get; }

    public string Folder => _folder.Path;

    public string Socket => _folder["redis"];

    public string Address => $"tcp://127.0.0.1:{Port}";

    public static string PasswordOf(string node) => $"secret-{node}";

    public static Task<Redis> StartAsync() => StartAsync([], isNs8: true);

    // With the rules for nodes that hooks/cluster/README.md shows for a Redis of one's own.
    public static Task<Redis> StartPlainAsync() => StartAsync([], isNs8: false);

    public Task<Redis> StartReplicaAsync() => StartAsync(
        ["--replicaof", "127.0.0.1", $"{Port}"], IsNs8);

    // Runs a command as the administrator.
    public async Task<string> RunAsync(params string[] command) => (await TryAsync(command)).Succeeded().Output.Trim();

    // The hashes of a node, without the fields that differ from run to run.
    public async Task<string> ContentAsync(string node)
    {
        var content = "";
        foreach (var key in (string[])["labelhook", "labelhook/tcp", "labelhook/udp"])
        {
            var lines = (await RunAsync("HGETALL", $"node/{node}/{key}")).Split('\n');
            var fields = lines.Chunk(2).Where(field => field[0] is not ("time" or "publication"));
            var texts = fields.Select(field => string.Join('=', field)).Order(StringComparer.Ordinal);
            content += $"{key}: {string.Join(' ', texts)}\n";
        }

        return content;
    }

    // How many changes the server has made since it started.
    public async Task<int> ChangesAsync()
    {
        var lines = (await RunAsync("INFO", "persistence")).Split('\n', StringSplitOptions.TrimEntries);
        var line = lines.Single(line => line.StartsWith("rdb_changes_since_last_save:", StringComparison.Ordinal));
        return int.Parse(line.Split(':')[1], CultureInfo.InvariantCulture);
    }

    // Waits until a replica has caught up with the leader.
    public async Task WaitForReplicasAsync(int count)
    {
        while (int.Parse(await RunAsync("WAIT", $"{count}", "1000"), CultureInfo.InvariantCulture) < count)
            await Task.Delay(TimeSpan.FromMilliseconds(50));
    }

    public Task FollowAsync(Redis leader) => RunAsync("REPLICAOF", "127.0.0.1", $"{leader.Port}");

    public Task PromoteAsync() => RunAsync("REPLICAOF", "NO", "ONE");

    public Task PauseAsync() => _service!.SignalAsync("STOP");

    public Task ResumeAsync() => _service!.SignalAsync("CONT");

    // Starts it again after it was stopped or killed, without its data.
    public async Task RestartAsync()
    {
        string[] all =
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--unixsocket", Socket, "--save", "",
            "--dir", _folder.Path, "--aclfile", _folder["users.acl"], "--repl-diskless-sync-delay", "0",
            "--masteruser", "node/1", "--masterauth", PasswordOf("1"), .. _options,
        ];
        _service = await Service.StartAsync(
            new Command("redis-server"), all, async () => (await TryAsync("PING")).Output == "PONG\n");
    }

    public async Task KillAsync()
    {
        await _service!.SignalAsync("KILL");
        await StopAsync();
    }

    public async Task StopAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _service = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private static async Task<Redis> StartAsync(string[] options, bool isNs8)
    {
        RealPart.RequireProgram("redis-server", "redis-server");
        var redis = new Redis(FreePort(), options, isNs8);
        string[] users = [Users, .. Enumerable.Range(1, 9).Select(node => isNs8 ? Ns8User(node) : PlainUser(node)), ""];
        redis._folder.Write("users.acl", string.Join('\n', users));
        await redis.RestartAsync();
        return redis;
    }

    private static string PlainUser(int node)
    {
        var page = File.ReadAllText(Repository.At("hooks/cluster/README.md"));
        var rules = page.Split("ACL SETUSER node/web-1 ")[1].Split("```")[0];
        var words = rules.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return $"user node/{node} {string.Join(' ', words)} +psync +replconf".Replace(">secret", $">{PasswordOf($"{node}")}", StringComparison.Ordinal)
            .Replace("web-1", $"{node}", StringComparison.Ordinal);
    }

    private static string Ns8User(int node) =>
        $"user node/{node} on >{PasswordOf($"{node}")} resetkeys ~node/{node}/* ~task/node/{node}/* %R~private/nodes/* "
        + "%R~private/agents/* %R~cluster/* %R~node/* %R~module/* "
        + $"resetchannels &progress/node/{node}/* &node/{node}/event/* "
        + "nocommands +@read +@write +@transaction +@connection +publish -@admin +psync +replconf";

    // Another program may take it before the server does; then the server does not start, and the test says so.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<CommandResult> TryAsync(params string[] command) => new Command("redis-cli").RunAsync(
        ["-s", Socket, "--user", Administrator, "--pass", Password, "--no-auth-warning", .. command]);
}
