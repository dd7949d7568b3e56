using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// Ephemeral: The kernel's range for outgoing connections.
internal sealed record MapDocument(
    string Host,
    string Database,
    DateTime Time,
    PortsDocument? Band,
    PortsDocument? Ephemeral,
    IReadOnlyList<ProtocolMapDocument> Protocols,
    IReadOnlyList<CapacityDocument> Capacities,
    IReadOnlyList<string> Warnings)
{
    public static MapDocument From(PortMap map, MapOrigin origin, IReadOnlyList<string> warnings) => new(
        origin.Host,
        origin.Database,
        origin.Time.UtcDateTime,
        PortsDocument.FromRange(map.Band),
        PortsDocument.FromRange(map.Ephemeral),
        [.. map.Protocols.Select(ProtocolMapDocument.From)],
        [.. map.Capacities.Select(CapacityDocument.From)],
        warnings);
}
