using System.Globalization;

namespace LabelHook.Cli.Map;

// The table of how many more modules fit.
internal static class SvgDemands
{
    // Most lines; arbitrary.
    private const int MaxLines = 20;

    private const int LineHeight = 21;
    private const int NumberWidth = 88;

    // Four numbers follow the names.
    private const int NamesWidth = SvgPage.Inner - (4 * NumberWidth) - 16;

    public static void Draw(SvgPage page, IReadOnlyList<DemandGroup> groups)
    {
        if (groups.Count == 0)
            return;
        page.Y += 42;
        page.Svg.Text(SvgPage.Margin, page.Y, "heading", "Room for more");
        page.Y += 24;
        Line(page, "small", ["image", "installed", "TCP", "UDP", "more fit"]);
        foreach (var group in groups.Take(MaxLines))
        {
            var more = group.More?.ToString(CultureInfo.InvariantCulture) ?? "–";
            Line(page, "text", [Names(group), $"{group.Modules}", $"{group.Tcp}", $"{group.Udp}", more]);
        }

        if (groups.Count > MaxLines)
            Line(page, "small", [$"and {groups.Count - MaxLines} more"]);
    }

    private static string Names(DemandGroup group) => group.Names is [var only]
        ? SvgLetters.FitEnd(only, NamesWidth, SvgStyle.Text)
        : SvgLetters.FitList(group.Names, NamesWidth, SvgStyle.Text);

    private static void Line(SvgPage page, string style, string[] cells)
    {
        page.Svg.Text(SvgPage.Margin, page.Y, style, cells[0]);
        foreach (var (index, cell) in cells.Index().Skip(1))
            page.Svg.Text(SvgPage.Right - ((4 - index) * NumberWidth), page.Y, style + " end", cell);
        page.Y += LineHeight;
    }
}
