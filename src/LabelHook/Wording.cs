using System.Text;

namespace LabelHook;

internal static class Wording
{
    // Longest value that is shown in a sentence; arbitrary, room for an image reference with a digest.
    private const int MaxShown = 160;

    // How many names out of a file are shown in a sentence; arbitrary.
    private const int MaxNames = 8;

    // An untrusted value between quotes: control characters escaped, cut when it is long.
    public static string Shown(string value, int limit = MaxShown)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes().Take(limit))
            PrintableText.Append(shown, rune);
        return shown.Append(value.EnumerateRunes().Skip(limit).Any() ? "…\"" : "\"").ToString();
    }

    // The first few of many untrusted names.
    public static string Some(IReadOnlyCollection<string> names, string none) => names.Count == 0
        ? none
        : "it has " + string.Join(", ", names.Take(MaxNames).Select(name => Shown(name))) + (names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "");

    // The words of another program, made fit for a line.
    public static string Plain(string words) => words.EnumerateRunes().Any(PrintableText.IsHidden) ? Shown(words) : words;

    public static Problem Refused(string code, ProblemKind kind, string what, string value, string accepted) =>
        new(code, kind, $"{what}; accepted: {accepted}", value, accepted);
}
