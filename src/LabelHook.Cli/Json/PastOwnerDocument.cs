using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// The owner of a port at a past time: a module, a reservation with a reason, or none.
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
