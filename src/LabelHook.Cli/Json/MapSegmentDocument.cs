using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// Kind: free, held, reserved, excluded or open.
// Owner: The module's name or the reservation's reason; null where nobody holds the ports.
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
