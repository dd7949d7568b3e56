using LabelHook.Database;
using LabelHook.Lookup;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Maps;

// The band as it is: who sits where, what is left, and for how many more.
// Band: The ports that may be given.
// Ephemeral: Where the kernel gives ports to outgoing connections; the empty block where it does not say.
// Tcp: The band of TCP.
// Udp: The band of UDP.
// Capacities: What is installed, the most numerous first.
internal sealed record PortMap(PortRange Band, PortRange Ephemeral, ProtocolMap Tcp, ProtocolMap Udp, IReadOnlyList<Capacity> Capacities)
{
    public IReadOnlyList<ProtocolMap> Protocols => [Tcp, Udp];

    // Draws the map of a node; the sockets of the host are on it where the node looks at them when it gives ports.
    public static PortMap Of(Node node)
    {
        using var database = node.Open(toRead: true);
        var sockets = node.Settings.AvoidInUse ? new SocketTable() : null;
        return Of(node.Settings.Band, KernelPorts.Read().Ephemeral, database.Held, protocol => sockets?.OpenPorts(protocol) ?? [], node.Current(database.Modules()));
    }

    // read: The rows of a protocol, oldest first.
    // open: The ports of a protocol that sockets have open.
    public static PortMap Of(
        PortBand band, PortRange ephemeral, Func<Protocol, IReadOnlyList<AllocationRow>> read, Func<Protocol, IEnumerable<int>> open, IReadOnlyList<ModuleRecord> records)
    {
        var (tcpRows, udpRows) = (read(Protocol.Tcp), read(Protocol.Udp));
        var tcp = ProtocolMap.Of(Protocol.Tcp, band, tcpRows, open(Protocol.Tcp));
        var udp = ProtocolMap.Of(Protocol.Udp, band, udpRows, open(Protocol.Udp));
        var recorded = records.Select(record => (Name: record.Image, record.Tcp, record.Udp));
        return new PortMap(band.Range, ephemeral, tcp, udp,
        [
            .. recorded.Concat(Unrecorded(tcpRows, udpRows, records))
                .GroupBy(module => module)
                .Select(group => new Capacity(group.Key.Name, group.Count(), group.Key.Tcp, group.Key.Udp, More(tcp, udp, group.Key.Tcp, group.Key.Udp)))
                .OrderByDescending(capacity => capacity.Modules)
                .ThenBy(capacity => capacity.Name, StringComparer.Ordinal)
                .ThenBy(capacity => capacity.Tcp),
        ]);
    }

    private static int? More(ProtocolMap tcp, ProtocolMap udp, int tcpDemand, int udpDemand) => (tcpDemand, udpDemand) switch
    {
        (0, 0) => null,
        (_, 0) => tcp.Fits(tcpDemand),
        (0, _) => udp.Fits(udpDemand),
        _ => Math.Min(tcp.Fits(tcpDemand), udp.Fits(udpDemand)),
    };

    // Modules of which nothing but rows is known: each would want another block like its first.
    private static IEnumerable<(string Name, int Tcp, int Udp)> Unrecorded(IReadOnlyList<AllocationRow> tcp, IReadOnlyList<AllocationRow> udp, IReadOnlyList<ModuleRecord> records)
    {
        var (firstTcp, firstUdp) = (Firsts(tcp), Firsts(udp));
        return firstTcp.Keys.Union(firstUdp.Keys, StringComparer.Ordinal).Except(records.Select(record => record.Module), StringComparer.Ordinal)
            .Select(module => (module, firstTcp.GetValueOrDefault(module), firstUdp.GetValueOrDefault(module)));
    }

    private static Dictionary<string, int> Firsts(IReadOnlyList<AllocationRow> held) => held
        .Where(row => !row.IsReleasing && Reservation.Reason(row.Module) is null && new PortOwner(row.Module, row.Ports, null, false, null).HelperOf is null)
        .GroupBy(row => row.Module, StringComparer.Ordinal)
        .ToDictionary(rows => rows.Key, rows => rows.First().Ports.Count, StringComparer.Ordinal);
}
