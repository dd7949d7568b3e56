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

    // Replaces what a node has published, all of it or nothing, and tells those who listen.
    // before: What the store had of the node.
    // Returns: whether it was replaced; false if another process has published since.
    bool TryReplace(StoredNode before, NodeHashes content, string message);

    // Confirms what a node has published.
    // Returns: false if another process has published since.
    bool TryConfirm(StoredNode before, string time);
}
