namespace LabelHook.Maps;

// A line of a drawn map. A line that stands for many shows a single segment: long segments are not drawn line by line.
// Segments: What its ports are, cut at its ends.
internal sealed record MapRow(PortRange Ports, IReadOnlyList<MapSegment> Segments)
{
    public bool IsUniform => Segments.Count == 1;
}
