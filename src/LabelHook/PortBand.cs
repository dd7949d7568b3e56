namespace LabelHook;

/// <summary>The ports that may be allocated.</summary>
/// <param name="Range">The first to the last port.</param>
/// <param name="Excluded">Blocks inside the range that are never allocated.</param>
public sealed record PortBand(PortRange Range, IReadOnlyList<PortRange> Excluded)
{
    /// <summary>20001-45000, with nothing excluded.</summary>
    public static PortBand Default { get; } = new(PortRange.FromBounds(20001, 45000), []);

    /// <summary>Creates a band.</summary>
    /// <param name="start">First port, at least 1.</param>
    /// <param name="end">Last port, at most 65535, not below <paramref name="start"/>.</param>
    /// <returns>The band, with nothing excluded.</returns>
    /// <exception cref="LabelHookException">The bounds are not valid.</exception>
    public static PortBand Create(int start, int end) => new(PortRange.Create(start, end), []);
}
