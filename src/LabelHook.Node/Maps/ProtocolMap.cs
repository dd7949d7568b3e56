using LabelHook.Database;

namespace LabelHook.Maps;

// The band of one protocol.
// Segments: All of the band, in order and without gaps.
// Outside: Blocks that are allocated outside the band.
// Covered: Blocks in the band that older blocks cover completely.
internal sealed record ProtocolMap(
    Protocol Protocol,
    IReadOnlyList<MapSegment> Segments,
    IReadOnlyList<AllocationRow> Outside,
    IReadOnlyList<AllocationRow> Covered)
{
    // What is painted over a port: 0 when it is free; FirstRow and the row's index when a row allocates it.
    private const int Socket = 1;
    private const int Excluded = 2;
    private const int FirstRow = 3;

    // The largest free block, the lowest of several; the empty block when none is free.
    public PortRange LargestFree => Free.Select(segment => segment.Ports).Append(default).MaxBy(ports => ports.Count);

    // How many owners have ports in the band.
    public int Modules => Segments.Where(segment => segment.Kind == MapKind.Module)
        .Select(segment => segment.Owner)
        .Distinct(StringComparer.Ordinal)
        .Count();

    private IEnumerable<MapSegment> Free => Segments.Where(segment => segment.Kind == MapKind.Free);

    // openPorts: The ports that sockets use.
    public static ProtocolMap Build(
        Protocol protocol, PortBand band, IReadOnlyList<AllocationRow> rows, IEnumerable<int> openPorts)
    {
        var paint = Paint(band, rows, openPorts);
        var segments = new List<MapSegment>();
        var visible = new HashSet<int>();
        var start = 0;
        while (start < paint.Length)
        {
            var end = start + 1;
            while (end < paint.Length && paint[end] == paint[start])
                end++;
            var ports = PortRange.FromStart(band.Range.Start + start, end - start);
            segments.Add(Segment(ports, paint[start], rows, segments.Count));
            visible.Add(paint[start]);
            start = end;
        }

        var outside = rows.Where(row => !band.Range.Contains(row.Ports)).OrderBy(row => row.Ports.Start);
        return new ProtocolMap(protocol, segments, [.. outside], [.. FindCovered(band, rows, visible)]);
    }

    public int Count(MapKind kind) =>
        Segments.Where(segment => segment.Kind == kind).Sum(segment => segment.Ports.Count);

    // How many blocks of a size first-fit would find, one after the other.
    public int Fits(int ports) => Free.Sum(segment => segment.Ports.Count / ports);

    // The band in lines of equal length, except that lines inside one segment become one.
    // length: Ports per line; doubled until there are few enough lines.
    // most: How many lines there may be.
    // Returns: the lines, and the ports per line.
    public (IReadOnlyList<MapRow> Rows, int Length) Rows(int length, int most)
    {
        while (true)
        {
            var rows = Rows(length);
            if (rows.Count <= most)
                return (rows, length);
            length *= 2;
        }
    }

    private static int[] Paint(PortBand band, IReadOnlyList<AllocationRow> rows, IEnumerable<int> openPorts)
    {
        var range = band.Range;
        var paint = new int[range.Count];
        foreach (var port in openPorts.Where(range.Contains))
            paint[port - range.Start] = Socket;
        foreach (var ports in band.Excluded)
            Fill(ports, Excluded);

        // The oldest row is painted last, so that it is on top when rows overlap.
        for (var row = rows.Count - 1; row >= 0; row--)
            Fill(rows[row].Ports, FirstRow + row);
        return paint;

        void Fill(PortRange ports, int colour)
        {
            if (!range.Overlaps(ports))
                return;
            var inside = range.Intersection(ports);
            paint.AsSpan(inside.Start - range.Start, inside.Count).Fill(colour);
        }
    }

    private static IEnumerable<AllocationRow> FindCovered(
        PortBand band, IReadOnlyList<AllocationRow> rows, HashSet<int> visible) => rows
        .Where((row, index) => band.Range.Contains(row.Ports) && !visible.Contains(FirstRow + index))
        .OrderBy(row => row.Ports.Start);

    private List<MapRow> Rows(int length)
    {
        var rows = new List<MapRow>();
        var at = 0;
        var last = Segments[^1].Ports.End;
        for (var start = Segments[0].Ports.Start; start <= last; start += length)
        {
            var ports = PortRange.FromBounds(start, Math.Min(start + length - 1, last));
            var segments = new List<MapSegment>();
            while (at < Segments.Count && Segments[at].Ports.Overlaps(ports))
                segments.Add(Segments[at++].In(ports));
            var continues = segments[^1].Ports.End < Segments[at - 1].Ports.End;
            if (continues)
                at--;
            Append(rows, new MapRow(ports, segments));
        }

        return rows;
    }

    private static void Append(List<MapRow> rows, MapRow row)
    {
        var segment = row.Segments[0];
        if (row.IsUniform && rows is [.., { IsUniform: true } above] && above.Segments[0].Number == segment.Number)
        {
            var both = PortRange.FromBounds(above.Ports.Start, row.Ports.End);
            rows[^1] = new MapRow(both, [segment with { Ports = both }]);
        }
        else
        {
            rows.Add(row);
        }
    }

    private static MapSegment Segment(PortRange ports, int paint, IReadOnlyList<AllocationRow> rows, int number)
    {
        if (paint >= FirstRow)
            return MapSegment.Allocated(ports, rows[paint - FirstRow].Module, number);
        var kind = paint switch
        {
            Socket => MapKind.Socket,
            Excluded => MapKind.Excluded,
            _ => MapKind.Free,
        };
        return new MapSegment(ports, kind, null, number);
    }
}
