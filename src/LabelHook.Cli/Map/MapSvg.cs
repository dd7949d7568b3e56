using System.Globalization;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The map as a picture, for light and dark backgrounds.
internal static class MapSvg
{
    private const int FirstLine = 58;

    // Boxes of modules in the legend.
    private const int ShownHues = 3;

    public static string Draw(PortMap map, MapOrigin origin)
    {
        var page = new SvgPage { Y = FirstLine };
        var title = $"Ports {map.Band.Start}–{map.Band.End}";
        var time = origin.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
        page.Svg.Text(SvgPage.Margin, page.Y, "title", title);
        page.Y += 22;
        Origin(page, origin, time);

        var description = $"The TCP and UDP ports of {origin.Host} at {time}, from database {origin.Database}.";
        foreach (var protocol in map.Protocols)
        {
            var band = new SvgBand(page, map, protocol);
            band.Draw();
            description += $" {protocol.Protocol.Upper()}: {string.Join(", ", band.Numbers())}.";
        }

        SvgDemands.Draw(page, DemandGroup.From(map.Capacities));
        Legend(page, map);
        return page.Svg.Document(
            SvgPage.Width, (int)page.Y + SvgPage.Margin, $"{title} of {origin.Host}", description);
    }

    private static void Origin(SvgPage page, MapOrigin origin, string time)
    {
        var host = SvgLetters.FitName(origin.Host, SvgPage.Inner / 2, SvgStyle.Small);
        var start = $"{host} · {time} · ";
        var room = SvgPage.Inner - SvgLetters.Width(start, SvgStyle.Small);
        page.Svg.Text(
            SvgPage.Margin, page.Y, "small", start + SvgLetters.FitEnd(origin.Database, room, SvgStyle.Small));
    }

    private static void Legend(SvgPage page, PortMap map)
    {
        page.Y += 28;
        double x = SvgPage.Margin;
        foreach (var (kind, words) in MapWords.NotAllocated.Prepend((MapKind.Module, "modules")))
        {
            if (map.Protocols.All(protocol => protocol.Count(kind) == 0))
                continue;
            for (var hue = 0; hue < (kind == MapKind.Module ? ShownHues : 1); hue++, x += 16)
                page.Svg.Box(x, page.Y - 11, 14, 14, SvgRows.Style(new MapSegment(default, kind, null, hue)), null);
            page.Svg.Text(x + 4, page.Y, "small", words);
            x += 24 + SvgLetters.Width(words, SvgStyle.Small);
        }
    }
}
