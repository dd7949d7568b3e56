using LabelHook.Maps;

namespace LabelHook.Cluster.Reading;

// What a node says about a port.
// Kind: Null if the port is free and outside the node's band.
// Owner: The module, or the reason of a reservation; null without one.
// Block: The ports that the owner has there; the empty block without an owner.
internal sealed record PortAnswer(
    ClusterNode Node, int Port, Protocol Protocol, MapKind? Kind, string? Owner, PortRange Block)
{
    public static IEnumerable<PortAnswer> Find(ClusterView view, int port, IReadOnlyList<Protocol> protocols) =>
        from node in view.Readable
        from protocol in protocols
        select Ask(node, port, protocol);

    private static PortAnswer Ask(ClusterNode node, int port, Protocol protocol)
    {
        var rows = node.Publication!.Ports.Rows(protocol).Where(row => row.Ports.Contains(port)).ToList();
        if (rows is [var row, ..])
        {
            var found = MapSegment.Allocated(row.Ports, row.Module, 0);
            return new PortAnswer(node, port, protocol, found.Kind, found.Owner, row.Ports);
        }

        var band = node.Publication.Ports.Band;
        MapKind? kind = band.Range.Contains(port) ? MapKind.Free : null;
        if (kind is not null && band.Excluded.Any(excluded => excluded.Contains(port)))
            kind = MapKind.Excluded;
        return new PortAnswer(node, port, protocol, kind, null, default);
    }
}
