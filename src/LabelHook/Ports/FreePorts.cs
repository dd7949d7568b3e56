using LabelHook.Database;

namespace LabelHook.Ports;

// The ports of a protocol that nobody holds, those that are given back in the same change among them.
internal sealed class FreePorts
{
    private readonly IReadOnlyList<PortRange> _blocks; // all of them; with _gaps those only that what is given back is part of
    private readonly Func<int, int, PortRange?>? _gaps;
    private readonly Func<IReadOnlyList<AllocationRow>> _held;

    private FreePorts(IReadOnlyList<AllocationRow> given, IReadOnlyList<PortRange> blocks, Func<int, int, PortRange?>? gaps, Func<IReadOnlyList<AllocationRow>> held)
    {
        Given = given;
        _blocks = blocks;
        _gaps = gaps;
        _held = held;
    }

    // The rows that are given back.
    public IReadOnlyList<AllocationRow> Given { get; }

    // The rows that stay; reading them takes its time.
    public IEnumerable<AllocationRow> Held => _held().Except(Given);

    public static FreePorts In(PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> given)
    {
        if (!database.HasGaps(protocol))
            return Beside(database.Held(protocol), given);
        var blocks = new List<PortRange>();
        foreach (var row in given.OrderBy(row => row.Ports.Start))
        {
            var start = database.GapAround(protocol, row.Ports.Start - 1)?.Start ?? row.Ports.Start;
            var end = database.GapAround(protocol, row.Ports.End + 1)?.End ?? row.Ports.End;
            if (blocks is [.., var last] && last.End >= start - 1)
                blocks[^1] = PortRange.FromBounds(last.Start, end);
            else
                blocks.Add(PortRange.FromBounds(start, end));
        }

        return new FreePorts(given, blocks, (count, from) => database.Gap(protocol, count, from), () => database.Held(protocol));
    }

    public static FreePorts Beside(IReadOnlyList<AllocationRow> held, IReadOnlyList<AllocationRow> given)
    {
        var blocks = new List<PortRange>();
        var start = 1;
        foreach (var row in held.Except(given).OrderBy(row => row.Ports.Start))
        {
            if (row.Ports.Start > start)
                blocks.Add(PortRange.FromBounds(start, row.Ports.Start - 1));
            start = Math.Max(start, row.Ports.End + 1);
        }

        if (start <= PortRange.MaxPort)
            blocks.Add(PortRange.FromBounds(start, PortRange.MaxPort));
        return new FreePorts(given, blocks, null, () => held);
    }

    // Returns: the lowest block of so many free ports at or behind from.
    public PortRange? Lowest(int count, int from)
    {
        var known = _blocks.Where(block => block.Count >= count && block.End >= from + count - 1)
            .Select(block => (PortRange?)PortRange.FromStart(Math.Max(block.Start, from), count)).FirstOrDefault();
        return _gaps?.Invoke(count, from) is { } gap && !(known?.Start < gap.Start) ? gap : known;
    }
}
