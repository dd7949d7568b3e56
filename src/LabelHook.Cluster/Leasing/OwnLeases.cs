using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Cluster.Leasing;

// What a node leased, and what its modules have, at one moment.
internal sealed record OwnLeases(IReadOnlyList<Lease> Leases, IReadOnlyList<AllocationRow> Rows)
{
    public IEnumerable<AllocationRow> ModuleRows => Rows.Where(row => Reservation.Reason(row.Module) is null);

    public static OwnLeases Read(Node node)
    {
        using var database = node.Open(toRead: true);
        return database.Read(() => Read(database));
    }

    // change: Returns the leases that the node has from then on.
    public static void Change(Node node, Func<OwnLeases, IEnumerable<Lease>> change)
    {
        using var database = node.Open(toRead: false);
        database.Change(() => database.SaveLeases([.. change(Read(database))]));
    }

    public bool Has(PortRange ports) => Leases.Any(lease => lease.Ports == ports);

    private static OwnLeases Read(PortsDatabase database) =>
        new(database.Leases(), [.. ProtocolName.All.SelectMany(database.Allocations)]);
}
