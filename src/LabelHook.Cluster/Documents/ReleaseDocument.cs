using LabelHook.Cli.Json;
using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Documents;

// Released: The leases that were given back.
// Leases: All leases of the node after that.
internal sealed record ReleaseDocument(
    string Node, IReadOnlyList<PortsDocument> Released, IReadOnlyList<PortsDocument> Leases)
{
    public static ReleaseDocument From(
        NodeId node, IReadOnlyList<PortRange> released, IReadOnlyList<PortRange> leases) =>
        new(node.ToString(), PortsDocument.FromRanges(released), PortsDocument.FromRanges(leases));
}
