using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// The band of one protocol.
// Segments: The whole band in order.
// Outside: The blocks that are allocated outside the band.
internal sealed record ProtocolMapDocument(
    string Protocol,
    int Allocated,
    int Reserved,
    int Excluded,
    int Open,
    int Free,
    PortsDocument? LargestFree,
    IReadOnlyList<MapSegmentDocument> Segments,
    IReadOnlyList<MapSegmentDocument> Outside)
{
    public static ProtocolMapDocument From(ProtocolMap map) => new(
        map.Protocol.Lower(),
        map.Count(MapKind.Module),
        map.Count(MapKind.Reserved),
        map.Count(MapKind.Excluded),
        map.Count(MapKind.Socket),
        map.Count(MapKind.Free),
        PortsDocument.FromRange(map.LargestFree),
        [.. map.Segments.Select(MapSegmentDocument.From)],
        [.. map.Outside.Select(row => MapSegmentDocument.From(MapSegment.Allocated(row.Ports, row.Module, 0)))]);
}
