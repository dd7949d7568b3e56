namespace LabelHook.Maps;

/// <summary>A line of a drawn map. One that is taller than the others shows one segment only: empty land is not drawn line by line.</summary>
/// <param name="Ports">The ports that it shows.</param>
/// <param name="Segments">What they are, cut at its ends.</param>
internal sealed record MapRow(PortRange Ports, IReadOnlyList<MapSegment> Segments)
{
    /// <summary>Whether all of its ports are of one segment.</summary>
    public bool IsUniform => Segments.Count == 1;
}
