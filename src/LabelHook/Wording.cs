using System.Text;

namespace LabelHook;

internal static class Wording
{
    // Longest value in a message, in characters; arbitrary, enough for an image reference with a digest.
    private const int MaxShown = 160;

    // Most names in a message; arbitrary.
    private const int MaxNames = 8;

    // Quotes an untrusted value: escapes control characters, and cuts it if it is too long.
    public static string Shown(string value, int limit = MaxShown)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes().Take(limit))
            PrintableText.Append(shown, rune);
        return shown.Append(value.EnumerateRunes().Skip(limit).Any() ? "…\"" : "\"").ToString();
    }

    // Lists untrusted names, the first few if there are many.
    public static string Some(IReadOnlyCollection<string> names, string none)
    {
        if (names.Count == 0)
            return none;
        var first = string.Join(", ", names.Take(MaxNames).Select(name => Shown(name)));
        return $"it has {first}{(names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "")}";
    }

    // A message of another program, quoted only if it has invisible characters.
    public static string Plain(string words) => PrintableText.HasHidden(words) ? Shown(words) : words;

    public static Problem Refused(string code, ProblemKind kind, string what, string value, string accepted) =>
        new(code, kind, $"{what}; accepted: {accepted}", value, accepted);
}
