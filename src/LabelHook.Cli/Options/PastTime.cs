using System.Globalization;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Options;

// A time in the past as people write it: a date, a date and a time of day on this host's clock, a time with its offset
// from UTC, or how long ago it was.
internal static class PastTime
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mm",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
    ];

    public static DateTimeOffset Parse(string text, DateTimeOffset now)
    {
        if (TryParseAge(text, out var age))
            return now - age;
        var styles = text.EndsWith('Z') ? DateTimeStyles.AssumeUniversal : DateTimeStyles.AssumeLocal;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, styles, out var time)
            ? time
            : throw new LabelHookException(ProgramProblems.Time(text));
    }

    private static bool TryParseAge(string text, out TimeSpan age)
    {
        age = default;
        if (text.Length < 2 || !ushort.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;
        TimeSpan? found = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => null,
        };
        age = found ?? default;
        return found is not null;
    }
}
