using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

internal sealed record LogDocument(IReadOnlyList<LogEntryDocument> Changes, IReadOnlyList<string> Warnings)
{
    public static LogDocument From(IEnumerable<LogEntry> entries, IReadOnlyList<string> warnings) =>
        new([.. entries.Select(LogEntryDocument.From)], warnings);
}
