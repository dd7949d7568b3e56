using LabelHook.Labels;

namespace LabelHook.Cluster.Reading;

// The room of a node for modules of one demand.
// Times: How many more fit, each protocol in one block; null when the image demands no ports.
// Keeps: Whether the moved module could keep its ports there; null if none was named, or on its own node.
internal sealed record NodeRoom(ClusterNode Node, int? Times, bool? Keeps)
{
    public static IEnumerable<NodeRoom> Find(ClusterView view, ModuleLabels demand, ModulePlace? moved) =>
        from node in view.Readable
        let keeps = moved is null || moved.Node.Id == node.Id ? null : (bool?)KeepsPorts(node, moved)
        select new NodeRoom(node, CountTimes(node, demand), keeps);

    public bool Has(int count) => Times is not { } times || times >= count;

    private static int? CountTimes(ClusterNode node, ModuleLabels demand)
    {
        int? times = null;
        foreach (var protocol in ProtocolName.All)
        {
            if (demand.Demand(protocol) is > 0 and var ports)
                times = Math.Min(times ?? int.MaxValue, node.Map(protocol).Fits(ports));
        }

        return times;
    }

    // Also outside the band: 'labelhook claim' accepts any ports that are not allocated.
    private static bool KeepsPorts(ClusterNode node, ModulePlace moved)
    {
        var ports = node.Publication!.Ports;
        foreach (var protocol in ProtocolName.All)
        {
            List<PortRange> taken = [.. ports.Rows(protocol).Select(row => row.Ports), .. ports.Band.Excluded];
            if (moved.Blocks(protocol).Any(block => taken.Exists(block.Overlaps)))
                return false;
        }

        return true;
    }
}
