namespace LabelHook.Maps;

// A line of a drawn map. One that is taller than the others shows one segment only: empty land is not drawn line by
// line.
// Ports: The ports that it shows.
// Segments: What they are, cut at its ends.
internal sealed record MapRow(PortRange Ports, IReadOnlyList<MapSegment> Segments)
{
    // Whether all of its ports are of one segment.
    public bool IsUniform => Segments.Count == 1;
}
