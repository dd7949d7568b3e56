using System.Globalization;
using System.Text;

namespace LabelHook;

// Words of others made fit for a line that a person reads: what shows nothing, or changes how the rest is shown, is
// written as an escape. Every Problem and every line of the terminal goes through here, so that no source of words can
// be forgotten.
internal static class PrintableText
{
    public static string Escape(string text)
    {
        if (!text.EnumerateRunes().Any(IsHidden))
            return text;
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
            Append(shown, rune);
        return shown.ToString();
    }

    public static void Append(StringBuilder shown, Rune rune)
    {
        if (!IsHidden(rune))
            shown.Append(rune);
        else
            shown.Append(rune.Value == '\n' ? "\\n" : rune.Value == '\t' ? "\\t" : $"\\u{rune.Value:x4}");
    }

    // Whether a character shows nothing, or changes how others are shown.
    public static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
