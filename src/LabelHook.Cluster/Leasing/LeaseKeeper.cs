using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Store;
using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Cluster.Leasing;

// The leases of a node. Its database has those that it allocates from; the store, and what other nodes publish, tell
// whether they are its alone. The database gets a lease after the store and gives it up before the store, so a failure
// in between leaves a lease that no node uses.
internal sealed class LeaseKeeper(Node node, NodeId id, IClusterStore store, ILeaseGranter granter)
{
    // How often other nodes may be faster; arbitrary.
    private const int MaxAttempts = 20;

    private PortRange Band => node.Settings.Band.Range;

    // Asserts the leases again, stops allocation in those that another node uses too, and leases more in advance. Does
    // nothing for a node without leases.
    // Returns: warnings.
    public IReadOnlyList<string> Keep()
    {
        var own = OwnLeases.Read(node);
        if (own.Leases.Count == 0)
            return [];
        var claims = ClusterClaims.Read(store);
        SaveRivals(own, claims); // even if the granter is away
        claims = GiveBackUnused(own, Assert(own, claims));
        SaveRivals(OwnLeases.Read(node), claims);
        var warnings = new List<string>(claims.Warnings);
        foreach (var lease in WithRivals(own.Leases, claims).Where(lease => lease.Rival is not null))
            warnings.Add(LeasingWarnings.Conflict(lease.Ports, lease.Rival!));
        var size = own.Leases[0].Ports.Count;
        var room = Math.Max(1, size / 2);
        if (!TryLease(claims, new Chunks(size), room, out _))
            warnings.Add(LeasingWarnings.AllLeased(room, Band));
        return warnings;
    }

    // Continues the leases that the store has for this node, after another database was replaced.
    public void TakeOver()
    {
        var recorded = Recorded(ClusterClaims.Read(store)).ToList();
        if (recorded.Count == 0)
            return;
        OwnLeases.Change(node, own =>
        {
            var size = own.Leases is [var lease, ..] ? lease.Ports.Count : recorded[0].Count;
            var missing = recorded.Where(ports => new Chunks(size).IsChunk(ports) && !own.Has(ports));
            return own.Leases.Concat(missing.Select(ports => new Lease(ports)));
        });
    }

    // Leases room for a block, and the ports that the node's modules already have.
    // count: The size of the block; null for a whole chunk.
    // chunkSize: The size of each lease; null for that of the cluster's other leases.
    // Returns: the new leases.
    public IReadOnlyList<PortRange> Lease(int? count, int? chunkSize)
    {
        var own = OwnLeases.Read(node);
        var claims = ClusterClaims.Read(store);
        var size = own.Leases is [var lease, ..] ? lease.Ports.Count : claims.ChunkSize;
        if (chunkSize is { } wanted && size is { } used && wanted != used)
            throw new LabelHookException(LeasingProblems.OtherChunkSize(wanted, used));
        var chunks = new Chunks(size ?? chunkSize ?? Chunks.DefaultSize);
        claims = Assert(own, claims);
        SaveRivals(own, claims);
        var inUse = own.ModuleRows.SelectMany(row => chunks.Over(row.Ports))
            .Where(chunk => Band.Contains(chunk) && !own.Has(chunk) && claims.FindRival(id, chunk) is null)
            .Distinct();
        claims = Obtain(claims, [.. inUse], out var leased);
        var room = count ?? chunks.Size;
        if (!TryLease(claims, chunks, room, out var added))
            throw new LabelHookException(LeasingProblems.AllLeased(room, Band));
        return [.. leased.Concat(added).OrderBy(ports => ports.Start)];
    }

    // Gives a lease up in the database; GiveBack completes it after the next publication.
    public void Release(PortRange ports)
    {
        var isLeaked = ClusterClaims.Read(store).IsRecorded(id, ports);
        OwnLeases.Change(node, own =>
        {
            if (!own.Has(ports) && !isLeaked)
                throw new LabelHookException(LeasingProblems.NotLeased(ports));
            foreach (var row in own.ModuleRows.Where(row => own.Has(ports) && row.Ports.Overlaps(ports)))
                throw new LabelHookException(LeasingProblems.InUse(ports, row.Ports, row.Module));
            var rest = own.Leases.Where(lease => lease.Ports != ports).ToList();
            return rest.Count > 0 || own.Leases.Count == 0
                ? rest
                : throw new LabelHookException(LeasingProblems.LastLease(ports));
        });
    }

    // Gives all leases up in the database.
    public void ReleaseAll() => OwnLeases.Change(node, _ => []);

    // Gives back to the store what the database does not have any more.
    // Returns: the leases that were given back.
    public IReadOnlyList<PortRange> GiveBack()
    {
        var own = OwnLeases.Read(node);
        var released = Recorded(ClusterClaims.Read(store)).Where(ports => !own.Has(ports)).ToList();
        if (released.Count > 0)
            _ = granter.Change(id, [], released);
        return released;
    }

    private IEnumerable<PortRange> Recorded(ClusterClaims claims) => claims.All
        .Where(claim => claim.Node == id && claim.Kind == ClaimKind.Recorded)
        .Select(claim => claim.Ports);

    // Writes the leases that the store has lost.
    private ClusterClaims Assert(OwnLeases own, ClusterClaims claims)
    {
        var lost = own.Leases.Select(lease => lease.Ports).Where(ports => !claims.IsRecorded(id, ports)).ToList();
        return lost.Count == 0 ? claims : claims.WithLeases(granter.Change(id, lost, []));
    }

    // Gives back what the store has for this node, without its knowledge, and what another node uses: the answer to a lease
    // was lost. Without another node it is left for the next lease.
    private ClusterClaims GiveBackUnused(OwnLeases own, ClusterClaims claims)
    {
        var unused = Recorded(claims).Where(ports => !own.Has(ports) && claims.FindRival(id, ports) is not null).ToList();
        return unused.Count == 0 ? claims : claims.WithLeases(granter.Change(id, [], unused));
    }

    private void SaveRivals(OwnLeases own, ClusterClaims claims)
    {
        if (!own.Leases.SequenceEqual(WithRivals(own.Leases, claims)))
            OwnLeases.Change(node, current => WithRivals(current.Leases, claims));
    }

    private IEnumerable<Lease> WithRivals(IEnumerable<Lease> leases, ClusterClaims claims) =>
        leases.Select(lease => lease with { Rival = claims.FindRival(id, lease.Ports)?.ToString() });

    // Leases until there is room for a block.
    // Returns: false if there are not enough free ports in the band.
    private bool TryLease(ClusterClaims claims, Chunks chunks, int count, out List<PortRange> leased)
    {
        leased = [];
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var own = OwnLeases.Read(node);
            var taken = own.Rows.Select(row => row.Ports)
                .Concat(node.Settings.Band.Excluded)
                .Concat(claims.OfOthers(id).Select(claim => claim.Ports));
            var finder = new RoomFinder(chunks, [.. own.Leases.Select(lease => lease.Ports)], taken);
            var needed = finder.Find(Band, count);
            if (needed is null || needed.Count == 0)
                return needed is not null;
            claims = Obtain(claims, needed, out var added);
            leased.AddRange(added);
        }

        throw new LabelHookException(LeasingProblems.Contended());
    }

    // Leases ports, and adds those that the node got to its database.
    private ClusterClaims Obtain(ClusterClaims claims, IReadOnlyCollection<PortRange> wanted, out List<PortRange> leased)
    {
        leased = [];
        if (wanted.Count == 0)
            return claims;
        var after = claims.WithLeases(granter.Change(id, wanted, []));
        List<PortRange> got = [.. wanted.Where(ports => after.IsRecorded(id, ports))];
        OwnLeases.Change(node, own => own.Leases.Concat(got.Where(ports => !own.Has(ports)).Select(ports => new Lease(ports))));
        leased = got;
        return after;
    }
}
