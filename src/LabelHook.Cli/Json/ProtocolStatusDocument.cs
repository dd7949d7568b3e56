using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// How many ports of the band are what.
internal sealed record ProtocolStatusDocument(
    string Protocol, int Allocated, int Reserved, int Excluded, int Open, int Free, PortsDocument? LargestFree)
{
    public static ProtocolStatusDocument From(ProtocolMap map) => new(
        map.Protocol.Lower(),
        map.Count(MapKind.Module),
        map.Count(MapKind.Reserved),
        map.Count(MapKind.Excluded),
        map.Count(MapKind.Socket),
        map.Count(MapKind.Free),
        PortsDocument.FromRange(map.LargestFree));
}
