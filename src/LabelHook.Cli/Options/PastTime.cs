using System.Globalization;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Options;

// A time in the past: a date, a local date and time, a time with an offset from UTC, or an age such as 2h.
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
        if (text.Length < 2)
            return false;
        if (!ushort.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
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
