namespace LabelHook.Ports;

internal static class LargestBlock
{
    // Returns: the size of the largest free block.
    public static int SizeIn(PortRange band, IEnumerable<PortRange> taken)
    {
        var end = band.End + 1;
        var (largest, start) = (0, band.Start);
        foreach (var ports in taken.OrderBy(ports => ports.Start).Append(PortRange.FromStart(end, 1)))
        {
            largest = Math.Max(largest, Math.Min(ports.Start, end) - start);
            start = Math.Max(start, ports.End + 1);
        }

        return largest;
    }
}
