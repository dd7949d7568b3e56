using LabelHook.Database;

namespace LabelHook.Maps;

// The band of one protocol, port for port.
// Protocol: The protocol.
// Segments: All of the band, in order, without holes.
// Outside: Blocks that are held outside the band.
internal sealed record ProtocolMap(Protocol Protocol, IReadOnlyList<MapSegment> Segments, IReadOnlyList<AllocationRow> Outside)
{
    // What a port is painted with: 0 where it is free; a row of the registry has its index behind these.
    private const int Socket = 1;
    private const int Excluded = 2;
    private const int FirstRow = 3;

    // The largest block that is free, the lowest of those; the empty block when none is.
    public PortRange LargestFree => Segments.Where(segment => segment.Kind == MapKind.Free).Select(segment => segment.Ports).Append(default).MaxBy(ports => ports.Count);

    // How many owners the rows inside the band have.
    public int Modules => Segments.Where(segment => segment.Kind == MapKind.Module).Select(segment => segment.Owner).Distinct(StringComparer.Ordinal).Count();

    // open: Ports that sockets have open.
    public static ProtocolMap Of(Protocol protocol, PortBand band, IReadOnlyList<AllocationRow> held, IEnumerable<int> open)
    {
        var range = band.Range;
        var paint = new int[range.Count];
        foreach (var port in open.Where(range.Contains))
            paint[port - range.Start] = Socket;
        foreach (var ports in band.Excluded.Where(range.Overlaps))
            Fill(ports, Excluded);
        for (var row = held.Count - 1; row >= 0; row--) // where rows overlap, the older one stands on top
        {
            if (range.Overlaps(held[row].Ports))
                Fill(held[row].Ports, FirstRow + row);
        }

        var segments = new List<MapSegment>();
        for (int start = 0, end; start < paint.Length; start = end)
        {
            for (end = start + 1; end < paint.Length && paint[end] == paint[start];)
                end++;
            segments.Add(Segment(PortRange.FromStart(range.Start + start, end - start), paint[start], held, segments.Count));
        }

        return new ProtocolMap(protocol, segments, [.. held.Where(row => !range.Contains(row.Ports)).OrderBy(row => row.Ports.Start)]);

        void Fill(PortRange ports, int colour)
        {
            var inside = range.Intersection(ports);
            paint.AsSpan(inside.Start - range.Start, inside.Count).Fill(colour);
        }
    }

    // How many ports are of a kind.
    public int Count(MapKind kind) => Segments.Where(segment => segment.Kind == kind).Sum(segment => segment.Ports.Count);

    // How many blocks of a size first-fit would find, one after the other: as many as go into each free block.
    public int Fits(int ports) => Segments.Where(segment => segment.Kind == MapKind.Free).Sum(segment => segment.Ports.Count / ports);

    // The band in lines of equal length, where a run of lines inside one segment is one line.
    // length: Ports a line; doubled until there are few enough lines.
    // most: How many lines there may be.
    // Returns: the lines, and how many ports each has that is no run.
    public (IReadOnlyList<MapRow> Rows, int Length) Rows(int length, int most)
    {
        for (; ; length *= 2)
        {
            var rows = Rows(length);
            if (rows.Count <= most)
                return (rows, length);
        }
    }

    private List<MapRow> Rows(int length)
    {
        var rows = new List<MapRow>();
        var (first, last) = (Segments[0].Ports.Start, Segments[^1].Ports.End);
        for (int start = first, at = 0; start <= last; start += length)
        {
            var ports = PortRange.FromBounds(start, Math.Min(start + length - 1, last));
            var segments = new List<MapSegment>();
            for (; at < Segments.Count && Segments[at].Ports.Overlaps(ports); at++)
                segments.Add(Segments[at].In(ports));
            if (segments[^1].Ports.End < Segments[at - 1].Ports.End)
                at--; // it goes on in the next line
            if (segments.Count == 1 && rows is [.., { IsUniform: true } above] && above.Segments[0].Number == segments[0].Number)
            {
                var both = PortRange.FromBounds(above.Ports.Start, ports.End);
                rows[^1] = new MapRow(both, [segments[0] with { Ports = both }]);
            }
            else
            {
                rows.Add(new MapRow(ports, segments));
            }
        }

        return rows;
    }

    private static MapSegment Segment(PortRange ports, int paint, IReadOnlyList<AllocationRow> held, int number) => paint < FirstRow
        ? new MapSegment(ports, paint switch { Socket => MapKind.Socket, Excluded => MapKind.Excluded, _ => MapKind.Free }, null, number)
        : MapSegment.Of(ports, held[paint - FirstRow].Module, number);
}
