using LabelHook.Maps;

namespace LabelHook.Cli.Json;

// Ephemeral: Where the kernel gives ports to outgoing connections; null where it does not say.
internal sealed record MapDocument(
    PortsDocument? Band,
    PortsDocument? Ephemeral,
    ProtocolMapDocument Tcp,
    ProtocolMapDocument Udp,
    IReadOnlyList<CapacityDocument> Capacities,
    IReadOnlyList<string> Warnings)
{
    public static MapDocument Of(PortMap map, IReadOnlyList<string> warnings) => new(
        PortsDocument.Of(map.Band),
        PortsDocument.Of(map.Ephemeral),
        ProtocolMapDocument.Of(map.Tcp),
        ProtocolMapDocument.Of(map.Udp),
        [.. map.Capacities.Select(CapacityDocument.Of)],
        warnings);
}
