namespace LabelHook.Cluster.Publications;

// Blocks of ports in one value, as in 20001-20004,20080.
internal static class BlockList
{
    // How many ports one list may have; the rows of other programs may overlap, so it is more than there are.
    private const int MaxPorts = 4 * PortRange.MaxPort;

    public static string Write(IEnumerable<PortRange> blocks) => string.Join(',', blocks);

    // An empty value is an empty list.
    public static bool TryRead(string text, out IReadOnlyList<PortRange> blocks)
    {
        var found = new List<PortRange>();
        blocks = found;
        if (text.Length == 0)
            return true;
        var ports = 0;
        foreach (var part in text.AsSpan().Split(','))
        {
            if (!PortRange.TryParse(text.AsSpan(part), out var block) || (ports += block.Count) > MaxPorts)
                return false;
            found.Add(block);
        }

        return true;
    }
}
