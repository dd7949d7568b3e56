using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Leasing;

// A lease of the cluster.
// State: What is wrong with it.
// Rival: Another node that has some of the ports; null if there is none.
internal sealed record ListedLease(NodeId Node, PortRange Ports, LeaseState State, NodeId? Rival)
{
    // In the order of ports.
    public static IReadOnlyList<ListedLease> All(ClusterClaims claims)
    {
        var leases = claims.All.Where(claim => claim.Kind != ClaimKind.Unleased).GroupBy(claim => (claim.Node, claim.Ports));
        return
        [
            .. leases.Select(lease => Build(claims, lease.Key.Node, lease.Key.Ports, [.. lease]))
                .OrderBy(lease => lease.Ports.Start)
                .ThenBy(lease => lease.Node, NodeId.ByName),
        ];
    }

    private static ListedLease Build(ClusterClaims claims, NodeId node, PortRange ports, IReadOnlyList<Claim> lease)
    {
        if (claims.FindRival(node, ports) is { } rival)
            return new ListedLease(node, ports, LeaseState.Conflict, rival);
        var state = lease switch
        {
            [{ Kind: ClaimKind.Recorded }] => LeaseState.Unused,
            [{ Kind: ClaimKind.Published }] => LeaseState.Lost,
            _ => LeaseState.Current,
        };
        return new ListedLease(node, ports, state, null);
    }
}
