namespace LabelHook.Cli.Map;

// Names that do not fit into their boxes, in columns.
internal static class SvgIndex
{
    // Most columns; more would be too narrow for common names.
    private const int MaxColumns = 6;

    private const int LineHeight = 17;
    private const int Swatch = 9;
    private const int Gap = 5;

    // The space between two columns.
    private const int Gutter = 12;

    public static void Draw(SvgPage page, string note, IReadOnlyList<SvgIndexEntry> entries)
    {
        if (entries.Count == 0)
            return;
        page.Y += 16;
        page.Svg.Text(SvgPage.Margin, page.Y, "small", note);
        var column = ColumnWidth(entries);
        var x = 0.0;
        page.Y += LineHeight + 2;
        foreach (var entry in entries)
        {
            var width = Math.Min(WidthOf(entry), SvgPage.Inner);
            if (x > 0 && x + width > SvgPage.Inner)
            {
                x = 0;
                page.Y += LineHeight;
            }

            Draw(page, entry, SvgPage.Margin + x);
            x += Math.Ceiling((width + Gutter) / column) * column;
        }

        page.Y += Gap;
    }

    private static void Draw(SvgPage page, SvgIndexEntry entry, double x)
    {
        page.Svg.Box(x, page.Y - Swatch + 1, Swatch, Swatch, entry.Style, null);
        page.Svg.Text(x + Swatch + Gap, page.Y, "port", entry.Ports);
        var left = x + NameOffset(entry);
        var name = SvgLetters.FitName(entry.Name, SvgPage.Right - left, SvgStyle.Name);
        page.Svg.Text(left, page.Y, "entry", name);
    }

    // Wide enough for most names; the others take several columns.
    private static double ColumnWidth(IReadOnlyList<SvgIndexEntry> entries)
    {
        var widths = entries.Select(WidthOf).Order().ToList();
        var common = widths[widths.Count * 9 / 10] + Gutter;
        return SvgPage.Inner / (double)Math.Clamp((int)(SvgPage.Inner / common), 1, MaxColumns);
    }

    private static double WidthOf(SvgIndexEntry entry) =>
        NameOffset(entry) + SvgLetters.Width(TextFitting.Fit(entry.Name, int.MaxValue), SvgStyle.Name);

    private static double NameOffset(SvgIndexEntry entry) =>
        Swatch + (2 * Gap) + SvgLetters.Width(entry.Ports, SvgStyle.Name);
}
