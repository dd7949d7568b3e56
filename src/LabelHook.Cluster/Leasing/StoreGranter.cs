using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Leasing;

// Writes the leases itself, where the user of the node may do that.
internal sealed class StoreGranter(IClusterStore store) : ILeaseGranter
{
    // How often other nodes may be faster; arbitrary.
    private const int MaxAttempts = 20;

    public IReadOnlyDictionary<string, string> Change(
        NodeId node, IReadOnlyCollection<PortRange> leased, IReadOnlyCollection<PortRange> released)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var leases = store.ReadLeases();
            var claims = new ClusterClaims([], []).WithLeases(leases);
            List<PortRange> free = [.. leased.Where(ports => !claims.All.Any(claim => claim.Ports.Overlaps(ports)))];
            List<PortRange> owned = [.. released.Where(ports => claims.IsRecorded(node, ports))];
            if (free.Count + owned.Count == 0)
                return leases;
            _ = store.TryChangeLeases(node, leases, free, owned);
        }

        throw new LabelHookException(LeasingProblems.Contended());
    }
}
