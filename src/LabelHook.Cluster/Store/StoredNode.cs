using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Store;

// What the store has of a node.
// Hashes: Empty if the node has published nothing, or if they cannot be read.
// Fault: Why they cannot be read, for a sentence that starts with the node; null if they were read.
internal sealed record StoredNode(NodeId Node, NodeHashes Hashes, string? Fault = null)
{
    // The number of the publication as it is stored, untrusted; null if there is none.
    public string? Number => Hashes.Summary.GetValueOrDefault(SummaryField.Publication);
}
