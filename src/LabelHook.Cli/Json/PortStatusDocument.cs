using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// A port of one protocol.
// Ephemeral: The kernel's range for outgoing connections.
// KernelReserved: Whether the kernel does not use this port for outgoing connections.
internal sealed record PortStatusDocument(
    string Protocol,
    IReadOnlyList<AllocationDocument> Allocations,
    IReadOnlyList<ElsewhereDocument> Elsewhere,
    IReadOnlyList<SocketDocument> Sockets,
    PortsDocument? Band,
    bool InBand,
    bool Excluded,
    PortsDocument? Ephemeral,
    bool? InEphemeral,
    bool KernelReserved,
    string? Service)
{
    public static PortStatusDocument From(PortStatus status)
    {
        var ephemeral = status.Kernel.Ephemeral;
        return new(
            status.Protocol.Lower(),
            [.. status.Holders.Select(AllocationDocument.From)],
            [.. status.Elsewhere.Select(other => ElsewhereDocument.From(other.Database, other.Row))],
            [.. status.Sockets.Select(SocketDocument.From)],
            PortsDocument.FromRange(status.Band.Range),
            status.IsInBand,
            status.IsExcluded,
            PortsDocument.FromRange(ephemeral),
            ephemeral.Count == 0 ? null : ephemeral.Contains(status.Port),
            status.Kernel.IsReserved(status.Port),
            status.Service);
    }
}
