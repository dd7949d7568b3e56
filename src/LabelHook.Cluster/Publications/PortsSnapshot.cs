using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Cluster.Publications;

// The ports of a node at one moment.
// Registry: The identity of the ports database.
// Generation: The number of the last change in the database's log; 0 without a log.
// LastChange: A digest of that change; empty if it is not known.
// Band: The ports that the node may allocate, without those that it did not lease.
// Leases: The parts of the band that the node leased; empty if it may allocate from the whole band.
// Tcp, Udp: The blocks with their owners, as in the database.
internal sealed record PortsSnapshot(
    string Registry,
    long Generation,
    string LastChange,
    PortBand Band,
    IReadOnlyList<PortRange> Leases,
    IReadOnlyList<AllocationRow> Tcp,
    IReadOnlyList<AllocationRow> Udp)
{
    public IReadOnlyList<AllocationRow> Rows(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    // The blocks of modules outside the leases, of both protocols.
    public IReadOnlyList<PortRange> Unleased()
    {
        var blocks = Tcp.Concat(Udp).Where(row => Reservation.Reason(row.Module) is null).Select(row => row.Ports);
        return PortUnion.Merge(blocks.SelectMany(block => block.WithoutAll(Leases)));
    }

    // Sockets are not in it: they come and go, and no other node needs to hear of each.
    public ProtocolMap Map(Protocol protocol) => ProtocolMap.Build(protocol, Band, Rows(protocol), []);
}
