namespace LabelHook;

/// <summary>The ports that may be given out.</summary>
/// <param name="Range">First to last port.</param>
/// <param name="Excluded">Blocks inside the range that are never given out.</param>
public sealed record PortBand(PortRange Range, IReadOnlyList<PortRange> Excluded)
{
    /// <summary>20001-45000, nothing excluded.</summary>
    public static PortBand Default { get; } = new(PortRange.FromBounds(20001, 45000), []);

    /// <summary>Reads a band.</summary>
    /// <param name="start">First port, at least 1.</param>
    /// <param name="end">Last port, at most 65535, not below <paramref name="start"/>.</param>
    /// <returns>The band, nothing excluded.</returns>
    /// <exception cref="LabelHookException">There is no such band.</exception>
    public static PortBand Create(int start, int end) => new(PortRange.Create(start, end), []);
}
