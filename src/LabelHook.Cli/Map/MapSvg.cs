using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The map as a picture, for light and dark backgrounds: the whole band to scale, its used parts enlarged, and how many
// more modules fit.
internal sealed class MapSvg
{
    private const int Width = 960;
    private const int Margin = 32;
    private const int Inner = Width - (2 * Margin);
    private const int LabelWidth = 56;
    private const int RowHeight = 28;
    private const int RunHeight = 22;
    private const int RowGap = 4;

    // Fewest ports in a row: wide enough for short names.
    private const int RowPorts = 16;

    // Most rows per protocol; arbitrary, one page.
    private const int MaxRows = 20;

    // Most images in the capacity table; arbitrary.
    private const int MaxCapacities = 20;

    // Most characters of an image's name that fit.
    private const int MaxImage = 72;

    private const int Hues = 6;

    private readonly SvgText _svg = new();
    private readonly PortMap _map;
    private double _y = 58;

    private MapSvg(PortMap map) => _map = map;

    public static string Draw(PortMap map)
    {
        var picture = new MapSvg(map);
        picture._svg.Text(Margin, picture._y, "title", $"Ports {map.Band.Start}–{map.Band.End}");
        foreach (var protocol in map.Protocols)
            picture.Protocol(protocol);
        picture.Capacities();
        picture.Legend();
        return picture._svg.Document(Width, (int)picture._y + Margin);
    }

    private void Protocol(ProtocolMap protocol)
    {
        _y += 46;
        _svg.Text(Margin, _y, "heading", protocol.Protocol.Upper());
        _svg.Text(Width - Margin, _y, "small end", Numbers(protocol));
        _y += 12;
        Overview(protocol);
        var (rows, length) = protocol.Rows(RowPorts, MaxRows);
        foreach (var row in rows)
            Row(protocol, row, length);
    }

    private static string Numbers(ProtocolMap protocol)
    {
        var allocated = protocol.Count(MapKind.Module);
        var modules = protocol.Modules == 1 ? "1 module" : $"{protocol.Modules} modules";
        var largest = protocol.LargestFree;
        string?[] parts =
        [
            protocol.Modules == 0 ? "none allocated" : $"{allocated} allocated to {modules}",
            Part(protocol, MapKind.Reserved, "reserved"),
            Part(protocol, MapKind.Excluded, "excluded"),
            Part(protocol, MapKind.Socket, "open, not allocated"),
            $"{protocol.Count(MapKind.Free)} free",
            largest.Count == 0 ? null : $"largest free block {largest} ({largest.Count})",
        ];
        return string.Join("   ·   ", parts.OfType<string>());
    }

    private static string? Part(ProtocolMap protocol, MapKind kind, string word) =>
        protocol.Count(kind) is > 0 and var count ? $"{count} {word}" : null;

    // The whole band in one line. Even a single port is wide enough to see.
    private void Overview(ProtocolMap protocol)
    {
        var scale = (double)Inner / _map.Band.Count;
        _svg.Box(Margin, _y, Inner, 16, "free", null);
        foreach (var segment in protocol.Segments.Where(segment => segment.Kind != MapKind.Free))
        {
            var width = Math.Max(1.5, segment.Ports.Count * scale);
            _svg.Box(X(segment.Ports.Start), _y, width, 16, Class(segment), Title(segment));
        }

        _y += 16;
        if (_map.Ephemeral.Count > 0 && _map.Ephemeral.Overlaps(_map.Band))
        {
            var part = _map.Ephemeral.Intersection(_map.Band);
            _svg.Box(X(part.Start), _y + 3, part.Count * scale, 2, "line", null);
            var isBesideBounds = part.Start > _map.Band.Start + (_map.Band.Count / 10)
                && part.Start < _map.Band.End - (_map.Band.Count / 3);
            if (isBesideBounds)
            {
                var note = $"{part.Start} outgoing connections may take ports from here on";
                _svg.Text(X(part.Start), _y + 18, "small", note);
            }
        }

        _svg.Text(Margin, _y + 18, "small", $"{_map.Band.Start}");
        _svg.Text(Width - Margin, _y + 18, "small end", $"{_map.Band.End}");
        _y += 34;

        double X(int port) => Margin + ((port - _map.Band.Start) * scale);
    }

    private void Row(ProtocolMap protocol, MapRow row, int length)
    {
        var isRun = row.Ports.Count > length;
        var height = isRun ? RunHeight : RowHeight;
        const int Left = Margin + LabelWidth;
        var scale = (double)(Inner - LabelWidth) / (isRun ? row.Ports.Count : length);
        _svg.Text(Left - 10, _y + (height / 2) + 4, "small end", $"{row.Ports.Start}");
        foreach (var segment in row.Segments)
        {
            var (x, width) = (Left + ((segment.Ports.Start - row.Ports.Start) * scale), segment.Ports.Count * scale);
            var title = Title(protocol.Segments[segment.Number]);
            _svg.Box(x, _y, Math.Max(width - Gap(width), 0.5), height, Class(segment), title);
            if (SvgText.Fits(Name(segment, isRun), width) is { Length: > 0 } name)
                _svg.Text(x + (width / 2), _y + (height / 2) + 4, $"name on-{Word(segment.Kind)}", name);
        }

        _y += height + RowGap;
    }

    // The space between boxes, less between narrow ones.
    private static double Gap(double width) => width switch
    {
        > 6 => 1.5,
        > 3 => 0.5,
        _ => 0,
    };

    private static string Name(MapSegment segment, bool isRun) => segment.Kind switch
    {
        MapKind.Module or MapKind.Reserved => segment.Owner!,
        MapKind.Socket => "open",
        MapKind.Excluded => isRun ? $"{segment.Ports.Count} excluded" : "excluded",
        _ => isRun ? $"{segment.Ports.Count} free" : "",
    };

    private void Capacities()
    {
        if (_map.Capacities.Count == 0)
            return;
        _y += 42;
        _svg.Text(Margin, _y, "heading", "Room for more");
        _y += 24;
        Line(["image", "installed", "TCP", "UDP", "more fit"], "small");
        foreach (var capacity in _map.Capacities.Take(MaxCapacities))
        {
            var name = TextFitting.FitEnd(capacity.Name, MaxImage);
            var more = capacity.More is { } count ? $"{count}" : "–";
            Line([name, $"{capacity.Modules}", $"{capacity.Tcp}", $"{capacity.Udp}", more], "text");
        }

        if (_map.Capacities.Count > MaxCapacities)
            Line([$"and {_map.Capacities.Count - MaxCapacities} more", "", "", "", ""], "small");

        void Line(string[] cells, string style)
        {
            _svg.Text(Margin, _y, style, cells[0]);
            foreach (var (index, cell) in cells.Index().Skip(1).Where(entry => entry.Item.Length > 0))
                _svg.Text(Width - Margin - ((4 - index) * 88), _y, style + " end", cell);
            _y += 21;
        }
    }

    private void Legend()
    {
        _y += 28;
        double x = Margin;
        (MapKind, string)[] entries =
        [
            (MapKind.Module, "modules"),
            (MapKind.Reserved, "reserved"),
            (MapKind.Excluded, "excluded"),
            (MapKind.Socket, "open, not allocated"),
            (MapKind.Free, "free"),
        ];
        foreach (var (kind, words) in entries)
        {
            if (!_map.Protocols.Any(protocol => protocol.Count(kind) > 0))
                continue;
            for (var hue = 0; hue < (kind == MapKind.Module ? 3 : 1); hue++, x += 16)
                _svg.Box(x, _y - 11, 14, 14, Class(new MapSegment(default, kind, null, hue)), null);
            _svg.Text(x + 4, _y, "small", words);
            x += 30 + (words.Length * 6.5);
        }
    }

    // The tooltip.
    private static string Title(MapSegment segment) => $"{segment.Ports} {segment.Owner ?? Word(segment.Kind)}";

    private static string Class(MapSegment segment) =>
        segment.Kind == MapKind.Module ? $"hue{segment.Number % Hues}" : Word(segment.Kind);

    private static string Word(MapKind kind) => kind switch
    {
        MapKind.Module => "module",
        MapKind.Reserved => "reserved",
        MapKind.Excluded => "excluded",
        MapKind.Socket => "open",
        _ => "free",
    };
}
