using System.Text;

namespace LabelHook.Cli.Map;

// Fits untrusted names and reasons into a limited width.
internal static class TextFitting
{
    // From Hangul Jamo on, characters may be two columns wide, and all are treated as such.
    private const int FirstWide = 0x1100;

    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    // Cuts the end.
    public static string Fit(string text, int width)
    {
        var shown = text.EnumerateRunes().Any(PrintableText.IsHidden) ? Wording.Shown(text) : text;
        if (Width(shown) <= width)
            return shown;
        var cut = new StringBuilder();
        var left = width - 1;
        foreach (var rune in shown.EnumerateRunes())
        {
            left -= Width(rune);
            if (left < 0)
                break;
            cut.Append(rune);
        }

        return width < 1 ? "" : cut.Append('…').ToString();
    }

    // Cuts the middle, because only the number at the end distinguishes instances of the same image.
    public static string FitName(string name, int width)
    {
        var digits = name.Length - name.AsSpan().TrimEnd("0123456789").Length;
        return Width(name) <= width || digits > width / 2
            ? Fit(name, width)
            : Fit(name[..^digits], width - digits) + name[^digits..];
    }

    // Cuts the beginning, because most images come from the same registry.
    public static string FitEnd(string text, int width)
    {
        var shown = Fit(text, int.MaxValue);
        if (Width(shown) <= width)
            return shown;
        var start = 0;
        while (start < shown.Length && Width(shown[start..]) >= width)
            start += char.IsSurrogatePair(shown, start) ? 2 : 1;
        return "…" + shown[start..];
    }

    // As many of the texts as fit, and the number of the others.
    public static string Fit(IReadOnlyList<string> texts, int width)
    {
        // A letter, a comma and a blank: no more can fit.
        var most = Math.Max(width / 3, 0) + 1;
        if (texts.Count <= most)
        {
            var all = string.Join(", ", texts.Select(text => FitName(text, width)));
            if (texts.Count < 2 || Width(all) <= width)
                return all;
        }

        for (var count = Math.Min(texts.Count - 1, most); count > 0; count--)
        {
            var some = string.Join(", ", texts.Take(count).Select(text => FitName(text, width))) + Rest(count);
            if (Width(some) <= width)
                return some;
        }

        return FitName(texts[0], width - Width(Rest(1))) + Rest(1);

        string Rest(int shown) => $", +{texts.Count - shown}";
    }

    private static int Width(Rune rune) => rune.Value < FirstWide || rune.Value == '…' ? 1 : 2;
}
