using System.Diagnostics;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// A node of a cluster: its ports, and the variables that NS8's agent has.
public sealed class ClusterHost : IAsyncDisposable
{
    // NS8's program for tasks, which here runs the leader's step at once, as the node's user.
    private const string ApiCli = """
        #!/bin/sh
        [ "$*" = "run lease-ports --data -" ] || exit 9
        AGENT_TASK_USER=$REDIS_USER exec /usr/bin/python3 '{0}'
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Node _node;
    private readonly Redis? _replica;

    public ClusterHost(string node, Redis leader, Redis? replica = null)
    {
        Name = node;
        Leader = leader;
        _replica = replica;
        if (leader.IsNs8)
            RealPart.RequirePythonRedis();
        var kind = leader.IsNs8 ? "single-port-list: true\n" : "";
        var configuration = _folder.Write("labelhook.yaml", kind + "avoid-in-use: false\n");
        _node = new Node(LabelHookProgram.Command, "--config", configuration);
        var step = Repository.At("hooks/ns8/cluster-actions/lease-ports/50lease");
        var script = _folder.Write("bin/api-cli", ApiCli.Replace("{0}", step, StringComparison.Ordinal) + "\n");
        using var chmod = Process.Start("chmod", ["+x", script]);
        chmod.WaitForExit();
    }

    public string Name { get; }

    // Changes when another server is promoted.
    public Redis Leader { get; set; }

    public string State => _node.State;

    public Command Program => ClusterProgram.Command
        .With("PATH", $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}")
        .With("PYTHONPATH", Repository.At("tests/LabelHook.Acceptance/Ns8"))
        .With("PYTHONDONTWRITEBYTECODE", "1")
        .With("TEST_REDIS", Leader.Socket)
        .With("TEST_REDIS_USER", Redis.Administrator)
        .With("TEST_REDIS_PASSWORD", Redis.Password)
        .With("NODE_ID", Name)
        .With("REDIS_USER", $"node/{Name}")
        .With("REDIS_PASSWORD", Redis.PasswordOf(Name))
        .With("REDIS_ADDRESS", $"127.0.0.1:{Leader.Port}")
        .With("REDIS_REPLICA_ADDRESS", $"127.0.0.1:{(_replica ?? Leader).Port}")
        .With("LABELHOOK_STATE", State);

    public async Task AllocateAsync(string module, int ports, string protocol = "tcp") =>
        (await TryAllocateAsync(module, ports, protocol)).Succeeded();

    public Task<CommandResult> TryAllocateAsync(string module, int ports, string protocol = "tcp") =>
        _node.RunAsync("allocate", module, $"{ports}", "--protocol", protocol);

    public async Task ReleaseAsync(string module) =>
        (await _node.RunAsync("deallocate", module, "--protocol", "tcp")).Succeeded();

    // Runs the program of the node itself.
    public Task<CommandResult> RunOnNodeAsync(params string[] arguments) => _node.RunAsync(arguments);

    public Task<CommandResult> RunAsync(params string[] arguments) =>
        Program.RunAsync([.. arguments, "--config", _folder["labelhook.yaml"]]);

    public Task<IReadOnlyList<(int Start, int End)>> LeasesAsync() =>
        ReadLeasesAsync("SELECT start, end FROM labelhook_leases");

    // Those that no other node uses.
    public Task<IReadOnlyList<(int Start, int End)>> UsableLeasesAsync() =>
        ReadLeasesAsync("SELECT start, end FROM labelhook_leases WHERE rival IS NULL");

    // Returns: published, confirmed or unchanged.
    public async Task<string> PublishAsync(params string[] options)
    {
        var result = await RunAsync(["publish", "--json", .. options]);
        return result.Succeeded().Json.GetProperty("outcome").GetString()!;
    }

    private async Task<IReadOnlyList<(int Start, int End)>> ReadLeasesAsync(string query)
    {
        var output = await new Command("sqlite3").OutputAsync("-readonly", Path.Join(State, "ports.sqlite"), query);
        var rows = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('|'));
        return [.. rows.Select(row => (int.Parse(row[0], null), int.Parse(row[1], null)))];
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }
}
