using LabelHook.Maps;

namespace LabelHook.Cli.Json;

/// <param name="Kind"><c>free</c>, <c>held</c>, <c>reserved</c>, <c>excluded</c> or <c>open</c>.</param>
/// <param name="Owner">The module's name or the reservation's reason; <see langword="null"/> where nobody holds the ports.</param>
internal sealed record MapSegmentDocument(int Start, int End, string Kind, string? Owner)
{
    public static MapSegmentDocument Of(MapSegment segment) => new(segment.Ports.Start, segment.Ports.End, Word(segment.Kind), segment.Owner);

    private static string Word(MapKind kind) => kind switch
    {
        MapKind.Module => "held",
        MapKind.Reserved => "reserved",
        MapKind.Excluded => "excluded",
        MapKind.Socket => "open",
        _ => "free",
    };
}
