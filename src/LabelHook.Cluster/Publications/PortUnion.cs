namespace LabelHook.Cluster.Publications;

internal static class PortUnion
{
    // Returns: the ports of all blocks, in as few blocks as possible, in order.
    public static IReadOnlyList<PortRange> Merge(IEnumerable<PortRange> blocks)
    {
        var merged = new List<PortRange>();
        foreach (var block in blocks.OrderBy(block => block.Start))
        {
            if (merged is [.., var last] && block.Start <= last.End + 1)
                merged[^1] = PortRange.FromBounds(last.Start, Math.Max(last.End, block.End));
            else
                merged.Add(block);
        }

        return merged;
    }
}
