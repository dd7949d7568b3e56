using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// A change of an allocation, of a module or of a reservation with a reason.
// Command: Null for a change by another program.
internal sealed record LogEntryDocument(
    DateTime Time,
    bool Allocated,
    IReadOnlyList<PortsDocument> Tcp,
    IReadOnlyList<PortsDocument> Udp,
    string? Module,
    string? Reason,
    string? Image,
    string? Command,
    string? Undo)
{
    public static LogEntryDocument From(LogEntry entry)
    {
        var change = entry.Change;
        return new(
            change.Time.UtcDateTime,
            change.IsAllocated,
            PortsDocument.FromProtocol(change.Protocol, Protocol.Tcp, change.Ports),
            PortsDocument.FromProtocol(change.Protocol, Protocol.Udp, change.Ports),
            entry.Reserved is null ? change.Module : null,
            entry.Reserved,
            change.Image,
            change.Command,
            entry.Undo is { } undo ? $"labelhook {undo}" : null);
    }
}
