using LabelHook.Lookup;

namespace LabelHook.Cli.Json;

// Changes: Written while they are read, because a log may be long.
internal sealed record LogDocument(IEnumerable<LogEntryDocument> Changes, IReadOnlyList<string> Warnings)
{
    public static LogDocument From(IEnumerable<LogEntry> entries, IReadOnlyList<string> warnings) =>
        new(entries.Select(LogEntryDocument.From), warnings);
}
