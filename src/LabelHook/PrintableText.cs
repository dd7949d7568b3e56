using System.Globalization;
using System.Text;

namespace LabelHook;

// Makes untrusted text safe to print on one line: a character that is invisible, or changes how others are displayed,
// becomes an escape. Every Problem and every line of the terminal is escaped here, so that no source of text can be
// forgotten.
internal static class PrintableText
{
    public static string Escape(string text)
    {
        if (!HasHidden(text))
            return text;
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            Append(escaped, rune);
        return escaped.ToString();
    }

    public static void Append(StringBuilder escaped, Rune rune)
    {
        if (!IsHidden(rune))
            escaped.Append(rune);
        else
            escaped.Append(EscapeSequence(rune));
    }

    // Most texts are ASCII, which is checked without a look at each character.
    public static bool HasHidden(string text) =>
        text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.EnumerateRunes().Any(IsHidden);

    // Whether a character is invisible, or changes how others are displayed.
    public static bool IsHidden(Rune rune) => Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string EscapeSequence(Rune rune) => rune.Value switch
    {
        '\n' => "\\n",
        '\t' => "\\t",
        var value => $"\\u{value:x4}",
    };
}
