using LabelHook.Cli.Json;
using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Documents;

// Leased: The new leases.
// Leases: All leases of the node after that.
internal sealed record LeaseDocument(
    string Node, IReadOnlyList<PortsDocument> Leased, IReadOnlyList<PortsDocument> Leases)
{
    public static LeaseDocument From(
        NodeId node, IReadOnlyList<PortRange> leased, IReadOnlyList<PortRange> leases) =>
        new(node.ToString(), PortsDocument.FromRanges(leased), PortsDocument.FromRanges(leases));
}
