using LabelHook.Maps;

namespace LabelHook.Cli.Map;

internal static class MapWords
{
    // The kinds without modules, in the order of every map.
    public static readonly IReadOnlyList<(MapKind Kind, string Words)> NotAllocated =
    [
        (MapKind.Reserved, "reserved"),
        (MapKind.Excluded, "excluded"),
        (MapKind.Socket, "open, not allocated"),
        (MapKind.Free, "free"),
    ];

    // What a line that stands for many says.
    public static string Folded(MapSegment segment) => segment.Kind switch
    {
        MapKind.Module => $"{segment.Ports.Count} allocated to {segment.Owner}",
        MapKind.Reserved => $"{segment.Ports.Count} reserved ({segment.Owner})",
        _ => $"{segment.Ports.Count} {NotAllocated.Single(entry => entry.Kind == segment.Kind).Words}",
    };
}
