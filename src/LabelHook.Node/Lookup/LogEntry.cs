using LabelHook.Database;

namespace LabelHook.Lookup;

// A change of an allocation.
// Undo: The command that goes back; null when a later change is in the way, or when no single command does.
internal sealed record LogEntry(LogRow Change, string? Undo)
{
    // The reason of the administrator's reservation; null when the ports are a module's.
    public string? Reserved => Reservation.Reason(Change.Module);
}
