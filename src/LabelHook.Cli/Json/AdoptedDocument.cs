using LabelHook.Adoptions;
using LabelHook.Database;

namespace LabelHook.Cli.Json;

// An adopted block of a module, or of a reservation with a reason.
internal sealed record AdoptedDocument(
    string? Module, string? Reason, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, string From)
{
    public static AdoptedDocument FromBlock(AdoptedBlock block)
    {
        var reason = Reservation.Reason(block.Owner);
        return new(
            reason is null ? block.Owner : null,
            reason,
            PortsDocument.FromProtocol(block.Protocol, Protocol.Tcp, block.Ports),
            PortsDocument.FromProtocol(block.Protocol, Protocol.Udp, block.Ports),
            block.From);
    }
}
