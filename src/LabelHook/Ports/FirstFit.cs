namespace LabelHook.Ports;

/// <summary>The search for a place: the lowest one that is free.</summary>
internal static class FirstFit
{
    /// <param name="taken">What may not be touched; sorted by first port, may overlap and leave the band.</param>
    /// <returns>The lowest block of <paramref name="count"/> ports inside the band that touches nothing taken.</returns>
    public static PortRange? Find(PortRange band, IEnumerable<PortRange> taken, int count)
    {
        var start = band.Start;
        foreach (var range in taken)
        {
            if (range.Start - start >= count)
                break;
            start = Math.Max(start, range.End + 1);
        }

        return count <= band.End - start + 1 ? PortRange.FromStart(start, count) : null;
    }
}
