using System.Text;

namespace LabelHook;

internal static class Wording
{
    /// <summary>Longest value that is shown in a sentence; arbitrary, room for an image reference with a digest.</summary>
    private const int MaxShown = 160;

    /// <summary>How many names out of a file are shown in a sentence; arbitrary.</summary>
    private const int MaxNames = 8;

    /// <summary>An untrusted value between quotes: control characters escaped, cut when it is long.</summary>
    public static string Shown(string value, int limit = MaxShown)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes().Take(limit))
            PrintableText.Append(shown, rune);
        return shown.Append(value.EnumerateRunes().Skip(limit).Any() ? "…\"" : "\"").ToString();
    }

    /// <summary>The first few of many untrusted names.</summary>
    public static string Some(IReadOnlyCollection<string> names, string none) => names.Count == 0
        ? none
        : "it has " + string.Join(", ", names.Take(MaxNames).Select(name => Shown(name))) + (names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "");

    /// <summary>The words of another program, made fit for a line.</summary>
    public static string Plain(string words) => words.EnumerateRunes().Any(PrintableText.IsHidden) ? Shown(words) : words;

    public static Problem Refused(string code, ProblemKind kind, string what, string value, string accepted) =>
        new(code, kind, $"{what}; accepted: {accepted}", value, accepted);
}
