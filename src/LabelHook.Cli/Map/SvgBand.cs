using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The ports of one protocol: the whole band to scale, and below it the used parts enlarged.
internal sealed class SvgBand(SvgPage page, PortMap map, ProtocolMap protocol)
{
    private const int BarHeight = 16;

    // The space for the protocol before its numbers.
    private const int HeadingWidth = 60;

    private const string EphemeralNote = "outgoing connections may take ports from here on";

    public void Draw()
    {
        page.Y += 44;
        page.Svg.Text(SvgPage.Margin, page.Y, "heading", protocol.Protocol.Upper());
        var lines = SvgLetters.Wrap(Numbers(), SvgPage.Inner - HeadingWidth, SvgStyle.Small);
        foreach (var (index, line) in lines.Index())
        {
            page.Y += index == 0 ? 0 : BarHeight;
            page.Svg.Text(SvgPage.Right, page.Y, "small end", line);
        }

        page.Y += 12;
        Overview();
        var rows = new SvgRows(page, protocol);
        rows.Draw();
        SvgIndex.Draw(page, rows.IndexNote, rows.Unnamed);
        SvgIndex.Draw(page, "Outside the band", Blocks(protocol.Outside));
        SvgIndex.Draw(page, "Below older blocks that overlap them", Blocks(protocol.Covered));
    }

    // What a number of ports is allocated to, and so on.
    public IEnumerable<string> Numbers()
    {
        var modules = protocol.Modules == 1 ? "1 module" : $"{protocol.Modules} modules";
        yield return protocol.Modules == 0
            ? "none allocated"
            : $"{protocol.Count(MapKind.Module)} allocated to {modules}";
        foreach (var (kind, words) in MapWords.NotAllocated)
        {
            var count = protocol.Count(kind);
            if (count > 0 || kind == MapKind.Free)
                yield return $"{count} {words}";
        }

        if (protocol.LargestFree is { Count: > 0 } largest)
            yield return $"largest free block {largest} ({largest.Count})";
    }

    // Even a single port is wide enough to see.
    private void Overview()
    {
        var scale = (double)SvgPage.Inner / map.Band.Count;
        page.Svg.Box(SvgPage.Margin, page.Y, SvgPage.Inner, BarHeight, "free", null);
        foreach (var segment in protocol.Segments.Where(segment => segment.Kind != MapKind.Free))
        {
            var width = Math.Max(1.5, segment.Ports.Count * scale);
            var x = Math.Min(X(segment.Ports.Start), SvgPage.Right - width);
            page.Svg.Box(x, page.Y, width, BarHeight, SvgRows.Style(segment), SvgRows.Title(segment));
        }

        page.Y += BarHeight;
        var (first, last) = ($"{map.Band.Start}", $"{map.Band.End}");
        page.Svg.Text(SvgPage.Margin, page.Y + 18, "small", first);
        page.Svg.Text(SvgPage.Right, page.Y + 18, "small end", last);
        if (map.Ephemeral.Count > 0 && map.Ephemeral.Overlaps(map.Band))
        {
            var part = map.Ephemeral.Intersection(map.Band);
            var note = $"{part.Start} {EphemeralNote}";
            page.Svg.Box(X(part.Start), page.Y + 3, part.Count * scale, 2, "line", note);
            var start = SvgPage.Margin + Space(first);
            var end = SvgPage.Right - Space(last) - SvgLetters.Width(note, SvgStyle.Small);
            if (X(part.Start) >= start && X(part.Start) <= end)
                page.Svg.Text(X(part.Start), page.Y + 18, "small", note);
        }

        page.Y += 34;

        double X(int port) => SvgPage.Margin + ((port - map.Band.Start) * scale);

        double Space(string bound) => SvgLetters.Width(bound, SvgStyle.Small) + 8;
    }

    private static List<SvgIndexEntry> Blocks(IEnumerable<AllocationRow> rows)
    {
        var blocks = rows.Select((row, index) => MapSegment.Allocated(row.Ports, row.Module, index));
        return [.. blocks.Select(block => new SvgIndexEntry($"{block.Ports}", block.Owner!, SvgRows.Style(block)))];
    }
}
