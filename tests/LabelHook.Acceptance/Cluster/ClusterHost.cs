using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// A node of a cluster: its ports, and the variables that NS8's agent has.
public sealed class ClusterHost(string node, Redis leader, Redis? replica = null) : IAsyncDisposable
{
    private readonly Node _node = new();

    public string State => _node.State;

    public Command Program => ClusterProgram.Command
        .With("NODE_ID", node)
        .With("REDIS_USER", $"node/{node}")
        .With("REDIS_PASSWORD", Redis.PasswordOf(node))
        .With("REDIS_ADDRESS", $"127.0.0.1:{leader.Port}")
        .With("REDIS_REPLICA_ADDRESS", $"127.0.0.1:{(replica ?? leader).Port}")
        .With("LABELHOOK_STATE", State);

    public async Task AllocateAsync(string module, int ports, string protocol = "tcp") =>
        (await _node.RunAsync("allocate", module, $"{ports}", "--protocol", protocol)).Succeeded();

    public async Task ReleaseAsync(string module) =>
        (await _node.RunAsync("deallocate", module, "--protocol", "tcp")).Succeeded();

    public Task<CommandResult> RunAsync(params string[] arguments) => Program.RunAsync(arguments);

    // Returns: published, confirmed or unchanged.
    public async Task<string> PublishAsync(params string[] options)
    {
        var result = await RunAsync(["publish", "--json", .. options]);
        return result.Succeeded().Json.GetProperty("outcome").GetString()!;
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}
