using LabelHook.Cli.Json;
using LabelHook.Cluster.Leasing;

namespace LabelHook.Cluster.Documents;

// State: current, unused, lost or conflict.
// Rival: The other node of a conflict.
internal sealed record ListedLeaseDocument(PortsDocument? Ports, string Node, string State, string? Rival)
{
    public static ListedLeaseDocument From(ListedLease lease) => new(
        PortsDocument.FromRange(lease.Ports),
        lease.Node.ToString(),
        lease.State.ToString().ToLowerInvariant(),
        lease.Rival?.ToString());
}
