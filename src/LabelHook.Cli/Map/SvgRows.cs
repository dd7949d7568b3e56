using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The used parts of the band in rows of equal length, and runs of equal rows as one.
internal sealed class SvgRows
{
    // Fewest ports in a row: wide enough for short names, and rows begin at round numbers however often it is doubled.
    private const int Shortest = 25;

    // Most rows per protocol; arbitrary. Then 600 modules still have readable boxes.
    private const int MaxRows = 60;

    // Two digits are unambiguous in a row of no more ports.
    private const int TwoDigits = 100;

    private const int LabelWidth = 56;
    private const int Left = SvgPage.Margin + LabelWidth;
    private const int RowHeight = 26;
    private const int RunHeight = 20;
    private const int RowGap = 4;

    // On both sides of a name, and of a port.
    private const int NamePadding = 3;
    private const int KeyPadding = 1;

    private readonly SvgPage _page;
    private readonly ProtocolMap _protocol;
    private readonly IReadOnlyList<MapRow> _rows;
    private readonly int _length;
    private readonly HashSet<int> _named;

    public SvgRows(SvgPage page, ProtocolMap protocol)
    {
        _page = page;
        _protocol = protocol;
        (_rows, _length) = protocol.Rows(Shortest, MaxRows);
        var named = from row in _rows
                    from part in row.Segments
                    where NameIn(row, part) == FullName(row, part)
                    select part.Number;
        _named = [.. named];
    }

    // The names that fit into none of their boxes.
    public IReadOnlyList<SvgIndexEntry> Unnamed =>
    [
        .. from segment in _protocol.Segments
           where segment.Owner is not null && !_named.Contains(segment.Number)
           select new SvgIndexEntry($"{segment.Ports.Start}", segment.Owner!, Style(segment)),
    ];

    // How a name is found. In the shortest rows the narrowest box has room for its whole port.
    public string IndexNote => _length is > Shortest and <= TwoDigits
        ? "Names by first port; narrow boxes show its last two digits"
        : "Names by first port";

    public static string Style(MapSegment segment) =>
        segment.Kind == MapKind.Module ? $"hue{segment.Number % SvgStyle.Hues}" : Word(segment.Kind);

    // The tooltip.
    public static string Title(MapSegment segment) => $"{segment.Ports} {segment.Owner ?? Word(segment.Kind)}";

    public void Draw()
    {
        foreach (var row in _rows)
            Draw(row);
    }

    private void Draw(MapRow row)
    {
        var height = IsRun(row) ? RunHeight : RowHeight;
        _page.Svg.Text(Left - 10, _page.Y + (height / 2) + 4, "small end", $"{row.Ports.Start}");
        foreach (var part in row.Segments)
        {
            var x = Left + ((part.Ports.Start - row.Ports.Start) * Scale(row));
            var width = Width(row, part);
            var title = Title(_protocol.Segments[part.Number]);
            _page.Svg.Box(x, _page.Y, Math.Max(width - Gap(width), 0.5), height, Style(part), title);
            var (text, style) = NameIn(row, part) is { Length: > 0 } name ? (name, "name") : (Key(row, part), "key");
            if (text.Length > 0)
                Label(x + ((width - Gap(width)) / 2), _page.Y + (height / 2), part.Kind, style, text);
        }

        _page.Y += height + RowGap;
    }

    private void Label(double x, double y, MapKind kind, string style, string text)
    {
        if (kind == MapKind.Excluded)
        {
            var width = SvgLetters.Width(text, SvgStyle.Name) + (2 * NamePadding);
            _page.Svg.Box(x - (width / 2), y - 7, width, 14, "ground", null); // the hatching would cross the letters
        }

        _page.Svg.Text(x, y + 4, $"{style} on-{Word(kind)}", text);
    }

    private bool IsRun(MapRow row) => row.Ports.Count > _length;

    private double Scale(MapRow row) =>
        (double)(SvgPage.Inner - LabelWidth) / (IsRun(row) ? row.Ports.Count : _length);

    private double Width(MapRow row, MapSegment part) => part.Ports.Count * Scale(row);

    private string FullName(MapRow row, MapSegment part)
    {
        if (IsRun(row))
            return MapWords.Folded(part);
        return part.Kind switch
        {
            MapKind.Free => "",
            MapKind.Socket or MapKind.Excluded => Word(part.Kind),
            _ => part.Owner!,
        };
    }

    private string NameIn(MapRow row, MapSegment part) =>
        SvgLetters.FitName(FullName(row, part), Width(row, part) - (2 * NamePadding), SvgStyle.Name);

    // The first port of a name in the index, or its last digits.
    private string Key(MapRow row, MapSegment part)
    {
        var isStart = part.Ports.Start == _protocol.Segments[part.Number].Ports.Start;
        if (part.Owner is null || !isStart || _named.Contains(part.Number))
            return "";
        var room = Width(row, part) - Gap(Width(row, part)) - (2 * KeyPadding);
        var port = $"{part.Ports.Start}";
        if (SvgLetters.Width(port, SvgStyle.Key) <= room)
            return port;
        var digits = $"{part.Ports.Start % TwoDigits:00}";
        return _length <= TwoDigits && SvgLetters.Width(digits, SvgStyle.Key) <= room ? digits : "";
    }

    // The space between boxes, less between narrow ones.
    private static double Gap(double width) => width switch
    {
        > 6 => 1.5,
        > 3 => 0.5,
        _ => 0,
    };

    private static string Word(MapKind kind) => kind switch
    {
        MapKind.Module => "module",
        MapKind.Reserved => "reserved",
        MapKind.Excluded => "excluded",
        MapKind.Socket => "open",
        _ => "free",
    };
}
