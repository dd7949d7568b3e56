using LabelHook.Cli.Json;
using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Documents;

// Changed: The leases that were added by lease, or given back by release.
// Leases: All leases of the node after that.
internal sealed record LeaseDocument(
    string Node,
    IReadOnlyList<PortsDocument> Changed,
    IReadOnlyList<PortsDocument> Leases,
    IReadOnlyList<string> Warnings)
{
    public static LeaseDocument From(
        NodeId node,
        IReadOnlyList<PortRange> changed,
        IReadOnlyList<PortRange> leases,
        IReadOnlyList<string> warnings) =>
        new(node.ToString(), PortsDocument.FromRanges(changed), PortsDocument.FromRanges(leases), warnings);
}
