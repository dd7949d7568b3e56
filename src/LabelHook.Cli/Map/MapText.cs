using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// The map for a terminal: numbers, a line with the whole band of each protocol, its used parts enlarged, and how many
// more modules fit.
// width: In columns.
internal sealed class MapText(PortMap map, int width, bool hasColors)
{
    // Most enlarged lines per protocol; arbitrary, so that both protocols fit on a screen.
    private const int MaxRows = 16;

    // Most demands in the capacity table; arbitrary.
    private const int MaxCapacities = 12;

    // Columns before a bar: protocol and port, two blanks after each.
    private const int Margin = 12;

    // The number of free ports must fit on a line.
    private const int Narrowest = 40;

    private readonly int _width = Math.Max(width, Narrowest);

    // Characters in an enlarged line: so many that about half as many columns are left for names. Long lines begin at
    // round numbers.
    private int BarWidth => _width switch
    {
        >= 160 => 100,
        >= 100 => 50,
        >= 72 => 32,
        _ => 16,
    };

    public IEnumerable<string> Lines()
    {
        var parts = map.Protocols.Select(protocol => protocol.Rows(BarWidth, MaxRows)).ToList();
        return
        [
            .. Numbers(),
            "",
            .. Overview(),
            "",
            .. map.Protocols.SelectMany((protocol, at) => Enlarged(protocol, parts[at].Rows, parts[at].Length)),
            .. Blocks("outside", protocol => protocol.Outside),
            .. Blocks("covered", protocol => protocol.Covered),
            .. Legend(parts.Max(part => part.Length) / BarWidth),
            .. Capacities(),
        ];
    }

    private List<string> Numbers()
    {
        MapKind[] kinds = [MapKind.Module, MapKind.Reserved, MapKind.Excluded, MapKind.Socket, MapKind.Free];
        var rows = map.Protocols.Select(protocol => (string[])
        [
            protocol.Protocol.Lower(),
            .. kinds.Select(kind => $"{protocol.Count(kind)}"),
            protocol.LargestFree.Count == 0 ? "none" : protocol.LargestFree.ToString(),
            $"{protocol.LargestFree.Count}",
        ]).ToList();
        string[] heads = ["", "ALLOCATED", "RESERVED", "EXCLUDED", "OPEN", "FREE", "LARGEST FREE", "SIZE"];
        var table = Table([heads, .. rows]).ToList();
        if (table.TrueForAll(line => line.Length <= _width))
            return table;

        // Transposed for a narrow terminal.
        return [.. Table(heads.Select((head, column) => (string[])[head, .. rows.Select(row => row[column])]))];
    }

    // The whole band, at the largest scale that fits.
    private IEnumerable<string> Overview()
    {
        var cells = _width - Margin;
        var ports = (map.Band.Count + cells - 1) / cells;
        var used = (map.Band.Count + ports - 1) / ports;
        var bar = new MapBar(ports, hasColors);
        foreach (var protocol in map.Protocols)
            yield return protocol.Protocol.Lower().PadRight(Margin) + bar.Draw(protocol.Segments, cells);
        var (first, last) = ($"{map.Band.Start}", $"{map.Band.End}");
        var hasRoom = used > first.Length + last.Length;
        yield return new string(' ', Margin) + first + (hasRoom ? last.PadLeft(used - first.Length) : "-" + last);
    }

    private IEnumerable<string> Enlarged(ProtocolMap protocol, IReadOnlyList<MapRow> rows, int length)
    {
        var scale = length / BarWidth;
        var bar = new MapBar(scale, hasColors);
        foreach (var (index, row) in rows.Index())
        {
            var head = $"{(index == 0 ? protocol.Protocol.Lower() : ""),-5}{row.Ports.Start,5}  ";
            var drawn = Math.Min(BarWidth, (row.Ports.Count + scale - 1) / scale);
            var padding = new string(' ', BarWidth - drawn + 2);
            var names = TextFitting.Fit(Names(row, length), _width - Margin - BarWidth - 2);
            yield return (head + bar.Draw(row.Segments, BarWidth) + padding + names).TrimEnd();
        }

        yield return "";
    }

    private static string[] Names(MapRow row, int length)
    {
        var first = row.Segments[0];
        if (row.IsUniform && (first.Owner is null || row.Ports.Count > length))
            return [MapWords.Folded(first)];
        var names = from segment in row.Segments
                    where segment.Owner is not null
                    select segment.Kind == MapKind.Reserved ? $"({segment.Owner})" : segment.Owner;
        return [.. names.Distinct(StringComparer.Ordinal)];
    }

    private string[] Blocks(string word, Func<ProtocolMap, IReadOnlyList<AllocationRow>> rows)
    {
        var blocks = from protocol in map.Protocols
                     from row in rows(protocol)
                     select $"{row.Ports}/{protocol.Protocol.Lower()} {row.Module}";
        List<string> all = [.. blocks];
        return all.Count == 0 ? [] : [$"{word}   {TextFitting.Fit(all, _width - word.Length - 3)}", ""];
    }

    private IEnumerable<string> Legend(int scale)
    {
        var kinds = map.Protocols.SelectMany(protocol => protocol.Segments).Select(segment => segment.Kind).ToHashSet();
        var note = scale > 1 ? $"  (up to {scale} ports per character)" : "";
        yield return TextFitting.Fit(MapBar.Legend(kinds, scale > 1) + note, _width);
    }

    private List<string> Capacities()
    {
        if (map.Capacities.Count == 0)
            return [];
        var nameWidth = _width - "  MODULES    TCP    UDP  MORE FIT".Length;
        string[] heads = ["IMAGE", "MODULES", "TCP", "UDP", "MORE FIT"];
        var groups = DemandGroup.From(map.Capacities);
        var rows = from demand in groups.Take(MaxCapacities)
                   let names = demand.Names is [var only]
                       ? TextFitting.FitEnd(only, nameWidth)
                       : TextFitting.Fit(demand.Names, nameWidth)
                   let more = demand.More is { } count ? $"{count}" : "-"
                   select (string[])[names, $"{demand.Modules}", $"{demand.Tcp}", $"{demand.Udp}", more];
        List<string> lines = ["", .. Table([heads, .. rows])];
        if (groups.Count > MaxCapacities)
            lines.Add($"and {groups.Count - MaxCapacities} more, see --json");
        return lines;
    }

    // The first column is left-aligned, the others are right-aligned.
    private static IEnumerable<string> Table(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        var widths = Enumerable.Range(0, all[0].Length)
            .Select(column => all.Max(row => TextFitting.Width(row[column])))
            .ToList();
        return all.Select(row => string.Join("  ", row.Select(Pad)).TrimEnd());

        string Pad(string cell, int column)
        {
            var padding = new string(' ', widths[column] - TextFitting.Width(cell));
            return column == 0 ? cell + padding : padding + cell;
        }
    }
}
