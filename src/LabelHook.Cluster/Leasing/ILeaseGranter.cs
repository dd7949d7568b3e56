using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Leasing;

// Who writes the leases of the cluster.
internal interface ILeaseGranter
{
    // Leases the ports that no other node has, and gives back those that the node has.
    // Returns: the leases of all nodes after that, untrusted.
    IReadOnlyDictionary<string, string> Change(
        NodeId node, IReadOnlyCollection<PortRange> leased, IReadOnlyCollection<PortRange> released);
}
