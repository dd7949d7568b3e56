using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// An allocated block, of a module or of a reservation with a reason.
internal sealed record AllocationDocument(
    string? Module,
    string? Reason,
    int Start,
    int End,
    DateTime? Since,
    bool Releasing,
    string? HelperOf,
    string? Image,
    string? ImageId)
{
    public static AllocationDocument From(PortOwner owner) => new(
        owner.Reserved is null ? owner.Module : null,
        owner.Reserved,
        owner.Ports.Start,
        owner.Ports.End,
        owner.Since?.UtcDateTime,
        owner.IsReleasing,
        owner.HelperOf,
        JsonText.KnownOrNull(owner.Record?.Image),
        JsonText.KnownOrNull(owner.Record?.ImageId));
}
