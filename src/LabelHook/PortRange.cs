using System.Globalization;

namespace LabelHook;

/// <summary>A block of consecutive ports. The default value is the empty block.</summary>
public readonly record struct PortRange
{
    internal const int MaxPort = 65535;

    private PortRange(int start, int count)
    {
        Start = start;
        Count = count;
    }

    /// <summary>The first port, 1 to 65535; 0 in the empty block.</summary>
    public int Start { get; }

    /// <summary>The number of ports; 0 in the empty block.</summary>
    public int Count { get; }

    /// <summary>The last port, inclusive; -1 in the empty block.</summary>
    public int End => Start + Count - 1;

    /// <summary>Creates a block.</summary>
    /// <param name="start">First port, at least 1.</param>
    /// <param name="end">Last port, at most 65535, not below <paramref name="start"/>.</param>
    /// <returns>The block.</returns>
    /// <exception cref="LabelHookException">The bounds are not valid.</exception>
    public static PortRange Create(int start, int end) => start >= 1 && end <= MaxPort && start <= end
        ? FromBounds(start, end)
        : throw new LabelHookException(Problems.Ports($"{start}-{end}"));

    internal static PortRange FromBounds(int start, int end) => new(start, end - start + 1);

    internal static PortRange FromStart(int start, int count) => new(start, count);

    // Accepts 20001-20004 and 20001.
    internal static bool TryParse(ReadOnlySpan<char> text, out PortRange range)
    {
        var dash = text.IndexOf('-');
        var first = dash < 0 ? text : text[..dash];
        var last = dash < 0 ? text : text[(dash + 1)..];
        range = default;
        if (!TryParsePort(first, out var start) || !TryParsePort(last, out var end) || start > end)
            return false;
        range = FromBounds(start, end);
        return true;
    }

    internal bool Contains(int port) => port >= Start && port <= End;

    internal bool Contains(PortRange other) => other.Start >= Start && other.End <= End;

    internal bool Overlaps(PortRange other) => other.Start <= End && other.End >= Start;

    // The blocks must overlap.
    internal PortRange Intersection(PortRange other) =>
        FromBounds(Math.Max(Start, other.Start), Math.Min(End, other.End));

    // Returns: no, one or two blocks.
    internal IEnumerable<PortRange> Without(PortRange other)
    {
        if (!Overlaps(other))
        {
            yield return this;
            yield break;
        }

        if (Start < other.Start)
            yield return FromBounds(Start, other.Start - 1);
        if (End > other.End)
            yield return FromBounds(other.End + 1, End);
    }

    // Returns: what is left, in order.
    internal IReadOnlyList<PortRange> WithoutAll(IEnumerable<PortRange> others)
    {
        List<PortRange> left = [this];
        foreach (var other in others.Where(Overlaps))
            left = [.. left.SelectMany(block => block.Without(other))];
        return left;
    }

    /// <summary><c>20001-20004</c>, <c>20001</c> for a single port, or an empty string for the empty block.</summary>
    public override string ToString() => Count switch
    {
        0 => "",
        1 => Start.ToString(),
        _ => $"{Start}-{End}",
    };

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= MaxPort;
}
