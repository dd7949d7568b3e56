using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Store;

// What LabelHook needs of the store that the nodes of a cluster share. All methods throw a LabelHookException if the
// store is away or refuses.
internal interface IClusterStore : IDisposable
{
    // The nodes that have published, or that the cluster knows, in order.
    IReadOnlyList<NodeId> Nodes();

    // Reads each node at one moment: never half of a publication.
    IReadOnlyList<StoredNode> Read(IReadOnlyList<NodeId> nodes);

    // Reads only the summary of each node.
    IReadOnlyList<StoredNode> ReadSummaries(IReadOnlyList<NodeId> nodes);

    // Replaces what a node has published, all of it or nothing, and tells those who listen.
    // before: What the store had of the node.
    // Returns: whether it was replaced; false if another process has published since.
    bool TryReplace(StoredNode before, NodeHashes content, string message);

    // Confirms what a node has published.
    // Returns: false if another process has published since.
    bool TryConfirm(StoredNode before, string time);

    // The leases of all nodes: ports and node, untrusted.
    IReadOnlyDictionary<string, string> ReadLeases();

    // Leases ports for a node, and gives others back, all of it or nothing.
    // before: The leases as they were read.
    // Returns: false if one of these leases has changed since.
    bool TryChangeLeases(
        NodeId node,
        IReadOnlyDictionary<string, string> before,
        IReadOnlyCollection<PortRange> leased,
        IReadOnlyCollection<PortRange> released);
}
