using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// The band of one protocol: how many ports are what, and all of it in order.
internal sealed record ProtocolMapDocument(
    int Held,
    int Reserved,
    int Excluded,
    int Open,
    int Free,
    PortsDocument? LargestFree,
    IReadOnlyList<MapSegmentDocument> Segments,
    IReadOnlyList<MapSegmentDocument> Outside)
{
    public static ProtocolMapDocument Of(ProtocolMap map) => new(
        map.Count(MapKind.Module),
        map.Count(MapKind.Reserved),
        map.Count(MapKind.Excluded),
        map.Count(MapKind.Socket),
        map.Count(MapKind.Free),
        PortsDocument.Of(map.LargestFree),
        [.. map.Segments.Select(MapSegmentDocument.Of)],
        [.. map.Outside.Select(row => MapSegmentDocument.Of(MapSegment.Of(row.Ports, row.Module, 0)))]);
}
