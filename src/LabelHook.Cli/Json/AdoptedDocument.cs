using LabelHook.Adoptions;
using LabelHook.Database;

namespace LabelHook.Cli.Json;

// A block that was adopted; exactly one of module and reason is there.
internal sealed record AdoptedDocument(string? Module, string? Reason, string Protocol, int Start, int End, string From)
{
    public static AdoptedDocument Of(AdoptedBlock block)
    {
        var reason = Reservation.Reason(block.Owner);
        return new(reason is null ? block.Owner : null, reason, block.Protocol.Lower(), block.Ports.Start, block.Ports.End, block.From);
    }
}
