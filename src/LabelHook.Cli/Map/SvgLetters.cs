using System.Text;

namespace LabelHook.Cli.Map;

// Estimates the width of texts in a picture by DejaVu Sans, the widest of the fonts that the picture asks for.
internal static class SvgLetters
{
    // A cut name with fewer letters would not be recognizable.
    private const int FewestLetters = 5;

    // In hundredths of the font size: the narrowest letter, the widest up to U+024F, and any other.
    private const int Narrowest = 28;
    private const int Latin = 110;
    private const int Other = 150;

    private const int LastLatin = 0x24F;

    // The advance widths of the characters from blank to tilde, in hundredths of the font size, rounded up.
    private static ReadOnlySpan<byte> Ascii =>
    [
        32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34,
        64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
        100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
        61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
        50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62,
        64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
    ];

    public static double Width(string text, int size) => text.EnumerateRunes().Sum(Hundredths) * size / 100.0;

    // The whole name, or as much of it as fits; nothing if that would not be recognizable.
    public static string FitName(string name, double width, int size) =>
        Fit(name, width, size, TextFitting.FitName) is { } shown && IsRecognizable(name, shown) ? shown : "";

    // As much of the end as fits.
    public static string FitEnd(string text, double width, int size) =>
        Fit(text, width, size, TextFitting.FitEnd) ?? "";

    // As many of the texts as fit, and the number of the others.
    public static string FitList(IReadOnlyList<string> texts, double width, int size) =>
        Fit(string.Join(", ", texts.Take((int)width)), width, size, (_, letters) => TextFitting.Fit(texts, letters)) ?? "";

    // Joins the parts to lines that fit.
    public static IReadOnlyList<string> Wrap(IEnumerable<string> parts, double width, int size)
    {
        const string Separator = " · ";
        var lines = new List<string>();
        foreach (var part in parts)
        {
            if (lines.Count > 0 && Width(lines[^1] + Separator + part, size) <= width)
                lines[^1] += Separator + part;
            else
                lines.Add(part);
        }

        return lines;
    }

    // Returns: null when not even a single letter fits.
    private static string? Fit(string text, double width, int size, Func<string, int, string> cut)
    {
        var widest = (int)(width * 100 / (size * Narrowest));
        for (var letters = Math.Min(widest, TextFitting.Width(Wording.Shown(text, widest))); letters > 0; letters--)
        {
            var shown = cut(text, letters);
            if (Width(shown, size) <= width)
                return shown;
        }

        return null;
    }

    private static bool IsRecognizable(string name, string shown) =>
        TextFitting.Width(shown) >= FewestLetters || shown == name;

    private static int Hundredths(Rune rune) => rune.Value switch
    {
        >= ' ' and <= '~' => Ascii[rune.Value - ' '],
        <= LastLatin or '–' or '…' => Latin,
        _ => Other,
    };
}
