namespace LabelHook.Cluster.Reading;

// All blocks of an owner on a node.
internal sealed record OwnerPorts(string Owner, IReadOnlyList<PortRange> Tcp, IReadOnlyList<PortRange> Udp)
{
    // By name. The node must have a publication.
    public static IEnumerable<OwnerPorts> Read(ClusterNode node)
    {
        var tcp = Blocks(node, Protocol.Tcp);
        var udp = Blocks(node, Protocol.Udp);
        return tcp.Select(owner => owner.Key)
            .Union(udp.Select(owner => owner.Key), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(owner => new OwnerPorts(owner, [.. tcp[owner]], [.. udp[owner]]));
    }

    private static ILookup<string, PortRange> Blocks(ClusterNode node, Protocol protocol) =>
        node.Publication!.Ports.Rows(protocol).ToLookup(row => row.Module, row => row.Ports, StringComparer.Ordinal);
}
