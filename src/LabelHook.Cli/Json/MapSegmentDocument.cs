using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// Module: The owner of allocated ports.
// Reason: The purpose of reserved ports.
internal sealed record MapSegmentDocument(int Start, int End, string Kind, string? Module, string? Reason)
{
    public static MapSegmentDocument From(MapSegment segment) => new(
        segment.Ports.Start,
        segment.Ports.End,
        Word(segment.Kind),
        segment.Kind == MapKind.Module ? segment.Owner : null,
        segment.Kind == MapKind.Reserved ? segment.Owner : null);

    public static string Word(MapKind kind) => kind switch
    {
        MapKind.Module => "allocated",
        MapKind.Reserved => "reserved",
        MapKind.Excluded => "excluded",
        MapKind.Socket => "open",
        _ => "free",
    };
}
