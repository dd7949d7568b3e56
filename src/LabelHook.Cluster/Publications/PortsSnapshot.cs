using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Cluster.Publications;

// The ports of a node at one moment.
// Registry: The identity of the ports database.
// Generation: The number of the last change in the database's log; 0 without a log.
// Tcp, Udp: The blocks with their owners, as in the database.
internal sealed record PortsSnapshot(
    string Registry,
    long Generation,
    PortBand Band,
    IReadOnlyList<AllocationRow> Tcp,
    IReadOnlyList<AllocationRow> Udp)
{
    public IReadOnlyList<AllocationRow> Rows(Protocol protocol) => protocol == Protocol.Tcp ? Tcp : Udp;

    // Sockets are not in it: they come and go, and no other node needs to hear of each.
    public ProtocolMap Map(Protocol protocol) => ProtocolMap.Build(protocol, Band, Rows(protocol), []);
}
