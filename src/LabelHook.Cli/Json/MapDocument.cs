using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// Ephemeral: The kernel's range for outgoing connections.
internal sealed record MapDocument(
    PortsDocument? Band,
    PortsDocument? Ephemeral,
    IReadOnlyList<ProtocolMapDocument> Protocols,
    IReadOnlyList<CapacityDocument> Capacities,
    IReadOnlyList<string> Warnings)
{
    public static MapDocument From(PortMap map, IReadOnlyList<string> warnings) => new(
        PortsDocument.FromRange(map.Band),
        PortsDocument.FromRange(map.Ephemeral),
        [.. map.Protocols.Select(ProtocolMapDocument.From)],
        [.. map.Capacities.Select(CapacityDocument.From)],
        warnings);
}
