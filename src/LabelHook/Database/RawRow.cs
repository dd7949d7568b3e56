namespace LabelHook.Database;

// A row of NS8's tables as SQLite has it: other programs write here too, and did so before there were triggers.
internal readonly record struct RawRow(object? Start, object? End, object? Module)
{
    public string Owner => Module switch
    {
        string name => name,
        byte[] bytes => Convert.ToHexString(bytes),
        _ => $"{Module}",
    };

    // All ports that the row's numbers touch; null when it has none.
    public PortRange? Ports
    {
        get
        {
            var (first, last) = (Number(Start), Number(End));
            var hasPorts = first <= last && first <= PortRange.MaxPort && last >= 1;
            if (!hasPorts)
                return null;
            return PortRange.FromBounds(
                (int)Math.Max(1, Math.Floor(first)), (int)Math.Min(PortRange.MaxPort, Math.Ceiling(last)));
        }
    }

    public string Words => $"{Start}-{End} of {Owner}";

    // Whether the triggers would accept the row.
    public bool IsInOrder =>
        (Start, End, Module) is (long start, long end, string owner)
        && start >= 1 && start <= end && end <= PortRange.MaxPort
        && owner.Trim(' ').Length > 0;

    private static double Number(object? value) => value switch
    {
        long whole => whole,
        double real => real,
        _ => double.NaN,
    };
}
