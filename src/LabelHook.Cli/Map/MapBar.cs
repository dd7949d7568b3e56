using System.Text;
using LabelHook.Maps;

namespace LabelHook.Cli.Map;

// Ports as a line of characters: one for a port, or one for so many.
// ports: Ports a character.
// hasColours: Whether characters may have colours.
internal sealed class MapBar(int ports, bool hasColours)
{
    // How full a character's ports are, in eighths.
    private const string Heights = "▁▂▃▄▅▆▇█";

    // Select Graphic Rendition, ECMA-48: colours of neighbouring modules, in turn.
    private static readonly string[] Hues = ["36", "32", "34", "35"];

    public static string Legend(IReadOnlySet<MapKind> kinds, bool isScaled) => string.Join(
        "  ",
        from entry in ((MapKind, string)[])[
            (MapKind.Module, isScaled ? "▁▄█ modules" : "█▓ modules"), (MapKind.Reserved, "▒ reserved"), (MapKind.Excluded, "░ excluded"), (MapKind.Socket, "× open, not allocated"), (MapKind.Free, "· free")]
        where kinds.Contains(entry.Item1)
        select entry.Item2);

    // segments: What the ports are, without holes.
    // most: How many characters at most; the last stands for what there is.
    public string Draw(IReadOnlyList<MapSegment> segments, int most)
    {
        var strip = new StringBuilder();
        var (first, last) = (segments[0].Ports.Start, segments[^1].Ports.End);
        var at = 0;
        string? colour = null;
        for (var cell = 0; cell < most && first + (cell * ports) <= last; cell++)
        {
            var part = PortRange.FromBounds(first + (cell * ports), Math.Min(first + ((cell + 1) * ports) - 1, last));
            var inside = new List<MapSegment>();
            while (segments[at].Ports.End < part.Start)
                at++;
            for (var i = at; i < segments.Count && segments[i].Ports.Overlaps(part); i++)
                inside.Add(segments[i].In(part));
            var (character, wanted) = Cell(inside, part.Count);
            if (hasColours && wanted != colour)
                strip.Append("\u001b[").Append(wanted).Append('m');
            colour = wanted;
            strip.Append(character);
        }

        return hasColours ? strip.Append("\u001b[0m").ToString() : strip.ToString();
    }

    // What most of the ports are that are not free.
    private (char Character, string Colour) Cell(List<MapSegment> inside, int count)
    {
        var taken = inside.Where(segment => segment.Kind != MapKind.Free).ToList();
        if (taken.Count == 0)
            return ('·', "90");
        var most = taken.GroupBy(segment => segment.Kind).MaxBy(kind => kind.Sum(segment => segment.Ports.Count))!.First();
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
