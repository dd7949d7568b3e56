using System.Text;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// Draws ports as a line of characters.
// ports: Ports per character.
internal sealed class MapBar(int ports, bool hasColors)
{
    // The share of used ports, in eighths.
    private const string Heights = "▁▂▃▄▅▆▇█";

    // Select Graphic Rendition, ECMA-48: alternating colors for adjacent modules.
    private static readonly string[] Hues = ["36", "32", "34", "35"];

    public static string Legend(IReadOnlySet<MapKind> kinds, bool isScaled) => string.Join(
        "  ",
        from entry in ((MapKind, string)[])[
            (MapKind.Module, isScaled ? "▁▄█ modules" : "█▓ modules"),
            (MapKind.Reserved, "▒ reserved"),
            (MapKind.Excluded, "░ excluded"),
            (MapKind.Socket, "× open, not allocated"),
            (MapKind.Free, "· free"),
        ]
        where kinds.Contains(entry.Item1)
        select entry.Item2);

    // segments: Contiguous.
    // maxWidth: In characters; the last one may stand for fewer ports.
    public string Draw(IReadOnlyList<MapSegment> segments, int maxWidth)
    {
        var bar = new StringBuilder();
        var (first, last) = (segments[0].Ports.Start, segments[^1].Ports.End);
        var at = 0;
        string? color = null;
        for (var cell = 0; cell < maxWidth && first + (cell * ports) <= last; cell++)
        {
            var part = PortRange.FromBounds(first + (cell * ports), Math.Min(first + ((cell + 1) * ports) - 1, last));
            var inside = new List<MapSegment>();
            while (segments[at].Ports.End < part.Start)
                at++;
            for (var i = at; i < segments.Count && segments[i].Ports.Overlaps(part); i++)
                inside.Add(segments[i].In(part));
            var (character, wanted) = Cell(inside, part.Count);
            if (hasColors && wanted != color)
                bar.Append("\u001b[").Append(wanted).Append('m');
            color = wanted;
            bar.Append(character);
        }

        return hasColors ? bar.Append("\u001b[0m").ToString() : bar.ToString();
    }

    // The most frequent kind among the ports that are not free.
    private (char Character, string Color) Cell(List<MapSegment> inside, int count)
    {
        var taken = inside.Where(segment => segment.Kind != MapKind.Free).ToList();
        if (taken.Count == 0)
            return ('·', "90");
        var kinds = taken.GroupBy(segment => segment.Kind);
        var most = kinds.MaxBy(kind => kind.Sum(segment => segment.Ports.Count))!.First();
        return most.Kind switch
        {
            MapKind.Reserved => ('▒', "33"),
            MapKind.Excluded => ('░', "90"),
            MapKind.Socket => ('×', "31"),
            _ when ports == 1 => (most.Number % 2 == 0 ? '█' : '▓', Hues[most.Number % Hues.Length]),
            _ => (Heights[(taken.Sum(segment => segment.Ports.Count) * Heights.Length - 1) / count], Hues[0]),
        };
    }
}
