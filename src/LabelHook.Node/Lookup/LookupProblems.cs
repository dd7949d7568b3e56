namespace LabelHook.Lookup;

internal static class LookupProblems
{
    // start: When the log begins; null when there is none.
    public static Problem BeforeLog(DateTimeOffset time, DateTimeOffset? start) => new(
        "LH1131",
        ProblemKind.InvalidRequest,
        start is { } begins
            ? $"the log begins at {Utc(begins)}, after {Utc(time)}"
            : "the ports database has no log yet; the next change begins it",
        Utc(time));

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");
}
