namespace LabelHook.Cluster.Leasing;

// The parts of all ports that nodes lease. They count from port 1, whatever the band of a node is, so that those of two
// nodes are equal or do not overlap.
internal readonly record struct Chunks(int Size)
{
    public const int DefaultSize = 500;

    // The chunks that have some of the ports.
    public IEnumerable<PortRange> Over(PortRange ports)
    {
        for (var start = StartBefore(ports.Start); start <= ports.End; start += Size)
            yield return PortRange.FromStart(start, Size);
    }

    // Returns: the ports of all chunks that are completely inside the band; the empty block if there is none.
    public PortRange Inside(PortRange band)
    {
        var start = StartBefore(band.Start + Size - 1);
        var end = StartBefore(band.End + 1) - 1;
        return start > end ? default : PortRange.FromBounds(start, end);
    }

    public bool IsChunk(PortRange ports) => ports.Count == Size && StartBefore(ports.Start) == ports.Start;

    private int StartBefore(int port) => ((port - 1) / Size * Size) + 1;
}
