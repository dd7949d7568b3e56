using LabelHook.Database;

namespace LabelHook.Cli.Json;

// A block in another ports database of this host.
internal sealed record ElsewhereDocument(string Database, string Module, int Start, int End)
{
    public static ElsewhereDocument Of(string database, AllocationRow row) => new(database, row.Module, row.Ports.Start, row.Ports.End);
}
