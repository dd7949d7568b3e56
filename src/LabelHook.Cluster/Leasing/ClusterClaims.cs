using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Reading;
using LabelHook.Cluster.Store;

namespace LabelHook.Cluster.Leasing;

// Which ports belong to which node, by the leases that the store has and by what each node publishes. A store can lose a
// lease when its leader fails, and give the ports to another node: the publications still show both.
// Warnings: One for each node and lease that cannot be read.
internal sealed record ClusterClaims(IReadOnlyList<Claim> All, IReadOnlyList<string> Warnings)
{
    // The size of the leases that the store has; null if it has none.
    public int? ChunkSize => All.FirstOrDefault(claim => claim.Kind == ClaimKind.Recorded)?.Ports.Count;

    public static ClusterClaims Read(IClusterStore store) =>
        Build(store.ReadSummaries(store.Nodes()), store.ReadLeases());

    public static ClusterClaims Build(
        IEnumerable<StoredNode> summaries, IReadOnlyDictionary<string, string> leases)
    {
        var warnings = new List<string>();
        List<Claim> claims = [.. summaries.SelectMany(node => Published(node, warnings))];
        return new ClusterClaims(claims, warnings).WithLeases(leases);
    }

    // The same with what the store has now.
    public ClusterClaims WithLeases(IReadOnlyDictionary<string, string> leases)
    {
        List<Claim> claims = [.. All.Where(claim => claim.Kind != ClaimKind.Recorded)];
        List<string> warnings = [.. Warnings];
        foreach (var (ports, name) in leases.OrderBy(lease => lease.Key, StringComparer.Ordinal))
        {
            if (PortRange.TryParse(ports, out var range) && NodeId.TryParse(name, out var node))
                claims.Add(new Claim(node, range, ClaimKind.Recorded));
            else
                warnings.Add(LeasingWarnings.Ignored(ports, name));
        }

        return new ClusterClaims(claims, warnings);
    }

    // Returns: another node that has some of the ports; null if there is none.
    public NodeId? FindRival(NodeId node, PortRange ports)
    {
        var rivals = OfOthers(node).Where(claim => claim.Ports.Overlaps(ports)).Select(claim => claim.Node);
        return rivals.Order(NodeId.ByName).Cast<NodeId?>().FirstOrDefault();
    }

    public IEnumerable<Claim> OfOthers(NodeId node) => All.Where(claim => claim.Node != node);

    public bool IsRecorded(NodeId node, PortRange ports) => All.Contains(new Claim(node, ports, ClaimKind.Recorded));

    private static IEnumerable<Claim> Published(StoredNode stored, List<string> warnings)
    {
        IReadOnlyList<PortRange> leases = [], unleased = [];
        var isRead = stored.Fault is null
            && BlockList.TryRead(stored.Hashes.Summary.GetValueOrDefault(SummaryField.Leases, ""), out leases)
            && BlockList.TryRead(stored.Hashes.Summary.GetValueOrDefault(SummaryField.Unleased, ""), out unleased);
        if (!isRead)
        {
            warnings.Add(ClusterWarnings.Broken(stored.Node, stored.Fault ?? "has invalid leases"));
            return [];
        }

        return leases.Select(ports => new Claim(stored.Node, ports, ClaimKind.Published))
            .Concat(unleased.Select(ports => new Claim(stored.Node, ports, ClaimKind.Unleased)));
    }
}
