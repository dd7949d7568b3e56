using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// Who a port was allocated to: a module, a reservation with a reason, or nobody.
internal sealed record PastOwnerDocument(
    string Protocol, string? Module, string? Reason, DateTime? Since, string? Command, string? Image)
{
    public static PastOwnerDocument From(PastOwner owner) => new(
        owner.Protocol.Lower(),
        owner.Reserved is null ? owner.Module : null,
        owner.Reserved,
        owner.Allocated?.Time.UtcDateTime,
        owner.Allocated?.Command,
        owner.Allocated?.Image);
}
