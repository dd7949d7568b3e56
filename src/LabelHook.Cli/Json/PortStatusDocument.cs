using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// A port of one protocol.
// Ephemeral: Where the kernel gives ports to outgoing connections; null where it does not say.
// KernelReserved: Whether it gives this one to none.
internal sealed record PortStatusDocument(
    string Protocol,
    IReadOnlyList<PortHolderDocument> Holders,
    IReadOnlyList<ElsewhereDocument> Elsewhere,
    IReadOnlyList<SocketDocument> Sockets,
    PortsDocument? Band,
    bool InBand,
    bool Excluded,
    PortsDocument? Ephemeral,
    bool InEphemeral,
    bool KernelReserved,
    string? Service)
{
    public static PortStatusDocument Of(PortStatus status) => new(
        status.Protocol.Lower(),
        [.. status.Holders.Select(PortHolderDocument.Of)],
        [.. status.Elsewhere.Select(other => ElsewhereDocument.Of(other.Database, other.Row))],
        [.. status.Sockets.Select(SocketDocument.Of)],
        PortsDocument.Of(status.Band.Range),
        status.IsInBand,
        status.IsExcluded,
        PortsDocument.Of(status.Kernel.Ephemeral),
        status.Kernel.Ephemeral.Contains(status.Port),
        status.Kernel.IsReserved(status.Port),
        status.Service);
}
