using LabelHook.Database;

namespace LabelHook.Lookup;

// A change of an allocation.
// Undo: The command that undoes it; null if the owner's ports changed later, or if no single command undoes it.
internal sealed record LogEntry(LogRow Change, string? Undo)
{
    // The reason of the administrator's reservation; null when the ports are a module's.
    public string? Reserved => Reservation.Reason(Change.Module);
}
