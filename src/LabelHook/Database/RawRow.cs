
namespace LabelHook.Database;

// A row of NS8's tables as SQLite has it; others write here too, and did so before the triggers stood.
internal readonly record struct RawRow(object? Start, object? End, object? Module)
{
    // Who holds the ports, as text.
    public string Owner => Module as string ?? (Module is byte[] bytes ? Convert.ToHexString(bytes) : $"{Module}");

    // The ports that the row stands for: all that its numbers touch; null when it stands for none.
    public PortRange? Ports
    {
        get
        {
            var (first, last) = (Number(Start), Number(End));
            return first <= last && first <= PortRange.MaxPort && last >= 1
                ? PortRange.FromBounds((int)Math.Max(1, Math.Floor(first)), (int)Math.Min(PortRange.MaxPort, Math.Ceiling(last)))
                : null;
        }
    }

    // The row in words, as it is.
    public string Words => $"{Start}-{End} of {Owner}";

    // Whether the triggers would let the row in.
    public bool IsInOrder => (Start, End, Module) is (long start, long end, string owner) && start >= 1 && start <= end && end <= PortRange.MaxPort && owner.Trim(' ').Length > 0;

    private static double Number(object? value) => value switch { long whole => whole, double real => real, _ => double.NaN };
}
