using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The map for a terminal: numbers, the whole band as one line a protocol, the inhabited parts of it enlarged, and what
// has room.
// map: The map.
// width: Columns.
// hasColours: Whether lines may have colours.
internal sealed class MapText(PortMap map, int width, bool hasColours)
{
    // Lines a protocol of the enlarged parts; arbitrary, so that both fit a screen.
    private const int MaxRows = 16;

    // Images for which the map says how many more modules fit; arbitrary.
    private const int MaxCapacities = 12;

    // Columns of a line before its first character: protocol and port, two blanks behind each.
    private const int Margin = 12;

    // A narrower line has no room for the number of free ports.
    private const int Narrowest = 40;

    private readonly int _width = Math.Max(width, Narrowest);

    // Ports that one line of the enlarged parts shows at best: a power of two.
    private int Strip => _width >= 72 ? 32 : 16;

    public IEnumerable<string> Lines()
    {
        var parts = map.Protocols.Select(protocol => protocol.Rows(Strip, MaxRows)).ToList();
        return
        [
            .. Numbers(),
            "",
            .. Overview(),
            "",
            .. map.Protocols.SelectMany((protocol, at) => Enlarged(protocol, parts[at].Rows, parts[at].Length)),
            .. Outside(),
            .. Legend(parts.Max(part => part.Length) / Strip),
            .. Capacities(),
        ];
    }

    private List<string> Numbers()
    {
        var columns = map.Protocols.Select(protocol => (string[])
        [
            protocol.Protocol.Lower(),
            .. ((MapKind[])[MapKind.Module, MapKind.Reserved, MapKind.Excluded, MapKind.Socket, MapKind.Free]).Select(kind => Text($"{protocol.Count(kind)}")),
            protocol.LargestFree.Count == 0 ? "none" : protocol.LargestFree.ToString(),
            Text($"{protocol.LargestFree.Count}"),
        ]).ToList();
        string[] heads = ["", "HELD", "RESERVED", "EXCLUDED", "OPEN", "FREE", "LARGEST FREE", "SIZE"];
        var table = Table([heads, .. columns]).ToList();
        return table.TrueForAll(line => line.Length <= _width)
            ? table
            : [.. Table(heads.Select((head, row) => (string[])[head, .. columns.Select(column => column[row])]))]; // too narrow: it stands on its side
    }

    // The whole band, as many ports a character as it takes.
    private IEnumerable<string> Overview()
    {
        var cells = _width - Margin;
        var ports = (map.Band.Count + cells - 1) / cells;
        var used = (map.Band.Count + ports - 1) / ports;
        foreach (var protocol in map.Protocols)
            yield return protocol.Protocol.Lower().PadRight(Margin) + new MapBar(ports, hasColours).Draw(protocol.Segments, cells);
        var (first, last) = (Text($"{map.Band.Start}"), Text($"{map.Band.End}"));
        yield return new string(' ', Margin) + first + (used > first.Length + last.Length ? last.PadLeft(used - first.Length) : "-" + last);
    }

    private IEnumerable<string> Enlarged(ProtocolMap protocol, IReadOnlyList<MapRow> rows, int length)
    {
        var strip = new MapBar(length / Strip, hasColours);
        foreach (var (index, row) in rows.Index())
        {
            var head = $"{(index == 0 ? protocol.Protocol.Lower() : ""),-5}{row.Ports.Start.ToString(),5}  ";
            var drawn = Math.Min(Strip, (row.Ports.Count + (length / Strip) - 1) / (length / Strip));
            yield return (head + strip.Draw(row.Segments, Strip) + new string(' ', Strip - drawn + 2) + TextFitting.Fit(Names(row), _width - Margin - Strip - 2)).TrimEnd();
        }

        yield return "";
    }

    private static string[] Names(MapRow row) => row.IsUniform && row.Segments[0].Kind is MapKind.Free or MapKind.Excluded or MapKind.Socket
        ? [Text($"{row.Ports.Count} {Word(row.Segments[0].Kind)}")]
        : [.. row.Segments.Where(segment => segment.Owner is not null).Select(segment => segment.Kind == MapKind.Reserved ? $"({segment.Owner})" : segment.Owner!).Distinct(StringComparer.Ordinal)];

    private static string Word(MapKind kind) => kind switch { MapKind.Free => "free", MapKind.Excluded => "excluded", _ => "open" };

    private IEnumerable<string> Outside()
    {
        var blocks = map.Protocols.SelectMany(protocol => protocol.Outside.Select(row => $"{row.Ports}/{protocol.Protocol.Lower()} {row.Module}")).ToList();
        return blocks.Count == 0 ? [] : ["outside   " + TextFitting.Fit(blocks, _width - "outside   ".Length), ""];
    }

    private IEnumerable<string> Legend(int scale)
    {
        var kinds = map.Protocols.SelectMany(protocol => protocol.Segments).Select(segment => segment.Kind).ToHashSet();
        yield return TextFitting.Fit(MapBar.Legend(kinds, scale > 1) + (scale > 1 ? Text($"  ({scale} ports a character at most)") : ""), _width);
    }

    private IEnumerable<string> Capacities()
    {
        if (map.Capacities.Count == 0)
            return [];
        var name = _width - "  MODULES    TCP    UDP  MORE FIT".Length;
        return
        [
            "",
            .. Table(
            [
                ["IMAGE", "MODULES", "TCP", "UDP", "MORE FIT"],
                .. map.Capacities.Take(MaxCapacities).Select(capacity => (string[])
                    [TextFitting.FitEnd(capacity.Name, name), Text($"{capacity.Modules}"), Text($"{capacity.Tcp}"), Text($"{capacity.Udp}"), capacity.More is { } more ? Text($"{more}") : "-"]),
            ]),
            .. map.Capacities.Count > MaxCapacities ? (IEnumerable<string>)[Text($"and {map.Capacities.Count - MaxCapacities} more, see --json")] : [],
        ];
    }

    // Columns as wide as they must be: the first to the left, the others to the right.
    private static IEnumerable<string> Table(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = Enumerable.Range(0, all[0].Length).Select(column => all.Max(row => TextFitting.Width(row[column]))).ToList();
        return all.Select(row => string.Join("  ", row.Select((cell, column) =>
            column == 0 ? cell + new string(' ', widths[column] - TextFitting.Width(cell)) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    private static string Text(FormattableString text) => text.ToString();
}
