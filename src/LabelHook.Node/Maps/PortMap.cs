using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Maps;

// The band with its owners and free ports, and how many more modules fit into it.
// Band: The ports that can be allocated.
// Ephemeral: The ports that the kernel gives to outgoing connections; the empty block when it does not say.
// Capacities: Of what is installed, the most numerous first.
internal sealed record PortMap(
    PortRange Band, PortRange Ephemeral, ProtocolMap Tcp, ProtocolMap Udp, IReadOnlyList<Capacity> Capacities)
{
    public IReadOnlyList<ProtocolMap> Protocols => [Tcp, Udp];

    // The map of a node shows the host's sockets when the node avoids ports in use.
    public static PortMap Read(Node node)
    {
        using var database = node.Open(toRead: true);
        return Build(node, node.BandIn(database), database.Allocations, database.Modules());
    }

    // records: All modules with a record.
    public static PortMap Build(
        Node node,
        PortBand band,
        Func<Protocol, IReadOnlyList<AllocationRow>> rows,
        IReadOnlyList<ModuleRecord> records)
    {
        var sockets = node.Settings.AvoidInUse ? new SocketTable() : null;
        return Build(
            band,
            KernelPorts.Read().Ephemeral,
            rows,
            protocol => sockets?.OpenPorts(protocol) ?? [],
            node.WithCurrentImages(records));
    }

    // rows: Returns the rows of a protocol, the oldest first.
    // openPorts: Returns the ports of a protocol that sockets use.
    public static PortMap Build(
        PortBand band,
        PortRange ephemeral,
        Func<Protocol, IReadOnlyList<AllocationRow>> rows,
        Func<Protocol, IEnumerable<int>> openPorts,
        IReadOnlyList<ModuleRecord> records)
    {
        var (tcpRows, udpRows) = (rows(Protocol.Tcp), rows(Protocol.Udp));
        var tcp = ProtocolMap.Build(Protocol.Tcp, band, tcpRows, openPorts(Protocol.Tcp));
        var udp = ProtocolMap.Build(Protocol.Udp, band, udpRows, openPorts(Protocol.Udp));
        var recorded = records.Select(record => new Demand(record.Image, record.Tcp, record.Udp));
        var capacities = recorded.Concat(Unrecorded(tcpRows, udpRows, records))
            .GroupBy(demand => demand)
            .Select(group => CapacityFor(group.Key, group.Count(), tcp, udp))
            .OrderByDescending(capacity => capacity.Modules)
            .ThenBy(capacity => capacity.Name, StringComparer.Ordinal)
            .ThenBy(capacity => capacity.Tcp);
        return new PortMap(band.Range, ephemeral, tcp, udp, [.. capacities]);
    }

    private static Capacity CapacityFor(Demand demand, int modules, ProtocolMap tcp, ProtocolMap udp)
    {
        int? more = (demand.Tcp, demand.Udp) switch
        {
            (0, 0) => null,
            (_, 0) => tcp.Fits(demand.Tcp),
            (0, _) => udp.Fits(demand.Udp),
            _ => Math.Min(tcp.Fits(demand.Tcp), udp.Fits(demand.Udp)),
        };
        return new Capacity(demand.Name, modules, demand.Tcp, demand.Udp, more);
    }

    // Modules without a record: each is assumed to demand blocks like its first ones.
    private static IEnumerable<Demand> Unrecorded(
        IReadOnlyList<AllocationRow> tcpRows,
        IReadOnlyList<AllocationRow> udpRows,
        IReadOnlyList<ModuleRecord> records)
    {
        var (tcp, udp) = (FirstBlocks(tcpRows), FirstBlocks(udpRows));
        return tcp.Keys.Union(udp.Keys, StringComparer.Ordinal)
            .Except(records.Select(record => record.Module), StringComparer.Ordinal)
            .Select(module => new Demand(module, tcp.GetValueOrDefault(module), udp.GetValueOrDefault(module)));
    }

    // The size of each module's first block.
    private static Dictionary<string, int> FirstBlocks(IEnumerable<AllocationRow> rows)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var isModule = Reservation.Reason(row.Module) is null && CopyHelper.ModuleOf(row.Module) is null;
            if (isModule && !row.IsReleasing)
                sizes.TryAdd(row.Module, row.Ports.Count);
        }

        return sizes;
    }

    private readonly record struct Demand(string Name, int Tcp, int Udp);
}
