using LabelHook.Database;

namespace LabelHook.Cli.Json;

// A block in another ports database of this host.
internal sealed record ElsewhereDocument(string Database, string? Module, string? Reason, int Start, int End)
{
    public static ElsewhereDocument From(string database, AllocationRow row)
    {
        var reason = Reservation.Reason(row.Module);
        return new(database, reason is null ? row.Module : null, reason, row.Ports.Start, row.Ports.End);
    }
}
