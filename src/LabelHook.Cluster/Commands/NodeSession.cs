using System.CommandLine;
using LabelHook.Cluster.Leasing;
using LabelHook.Cluster.Options;
using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;
using LabelHook.Cluster.Store;
using LabelHook.Nodes;

namespace LabelHook.Cluster.Commands;

// What a command needs that changes what the store has of this node.
internal sealed class NodeSession : IDisposable
{
    private readonly IClusterStore _store;

    private NodeSession(NodeId id, Node node, IClusterStore store)
    {
        _store = store;
        Id = id;
        Publisher = new Publisher(store, new PortsReader(node), TimeProvider.System);
        Leases = new LeaseKeeper(
            node, id, store, node.Settings.IsNs8 ? new ActionGranter() : new StoreGranter(store));
    }

    public NodeId Id { get; }

    public Publisher Publisher { get; }

    public LeaseKeeper Leases { get; }

    public static NodeSession Open(ClusterOptions options, ParseResult parsed)
    {
        options.Services.Terminal.IsInJournal = Cli.Options.Services.IsInJournal;
        var id = options.ParseNode(parsed);
        return new NodeSession(id, options.Services.Node(parsed), options.ConnectToChange(parsed));
    }

    // Does not fail, because the ports must be published even if the leases cannot be kept.
    // Returns: warnings.
    public IReadOnlyList<string> KeepLeases(bool isTakingOver)
    {
        try
        {
            if (isTakingOver)
                Leases.TakeOver();
            return Leases.Keep();
        }
        catch (LabelHookException error)
        {
            return [LeasingWarnings.NotKept(error.Problem)];
        }
    }

    public void Dispose() => _store.Dispose();
}
