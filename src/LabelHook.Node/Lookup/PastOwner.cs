using LabelHook.Database;

namespace LabelHook.Lookup;

// Who a port was allocated to at a time in the past.
// Module: The owner; null when the port was free.
// Allocated: The change that allocated it; null when it is older than the log.
internal sealed record PastOwner(Protocol Protocol, string? Module, LogRow? Allocated)
{
    // The reason of the administrator's reservation; null when a module owned the port.
    public string? Reserved => Module is { } owner ? Reservation.Reason(owner) : null;
}
