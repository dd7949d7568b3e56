using LabelHook.Database;

namespace LabelHook.Ports;

// The free ports of a protocol, with those that the same change releases.
internal sealed class FreePorts
{
    // The free blocks; with _findInDatabase only those that the released ports are part of.
    private readonly IReadOnlyList<PortRange> _blocks;
    private readonly Func<int, int, PortRange?>? _findInDatabase;
    private readonly Func<IReadOnlyList<AllocationRow>> _readRows;

    private FreePorts(
        IReadOnlyList<AllocationRow> released,
        IReadOnlyList<PortRange> blocks,
        Func<int, int, PortRange?>? findInDatabase,
        Func<IReadOnlyList<AllocationRow>> readRows)
    {
        Released = released;
        _blocks = blocks;
        _findInDatabase = findInDatabase;
        _readRows = readRows;
    }

    // The rows that the change removes.
    public IReadOnlyList<AllocationRow> Released { get; }

    // The rows that stay. Slow: it reads all rows.
    public IEnumerable<AllocationRow> Kept => _readRows().Except(Released);

    // The free ports as the database keeps them, or between its rows where it cannot.
    public static FreePorts InDatabase(
        PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> released)
    {
        if (!database.TracksFreeBlocks(protocol))
            return BetweenRows(database.Allocations(protocol), released);
        var blocks = new List<PortRange>();
        foreach (var row in released.OrderBy(row => row.Ports.Start))
        {
            var start = database.FindFreeBlockAround(protocol, row.Ports.Start - 1)?.Start ?? row.Ports.Start;
            var end = database.FindFreeBlockAround(protocol, row.Ports.End + 1)?.End ?? row.Ports.End;
            if (blocks is [.., var last] && last.End >= start - 1)
                blocks[^1] = PortRange.FromBounds(last.Start, end);
            else
                blocks.Add(PortRange.FromBounds(start, end));
        }

        return new FreePorts(
            released,
            blocks,
            (count, from) => database.FindFreeBlock(protocol, count, from),
            () => database.Allocations(protocol));
    }

    public static FreePorts BetweenRows(IReadOnlyList<AllocationRow> rows, IReadOnlyList<AllocationRow> released)
    {
        var blocks = new List<PortRange>();
        var start = 1;
        foreach (var row in rows.Except(released).OrderBy(row => row.Ports.Start))
        {
            if (row.Ports.Start > start)
                blocks.Add(PortRange.FromBounds(start, row.Ports.Start - 1));
            start = Math.Max(start, row.Ports.End + 1);
        }

        if (start <= PortRange.MaxPort)
            blocks.Add(PortRange.FromBounds(start, PortRange.MaxPort));
        return new FreePorts(released, blocks, null, () => rows);
    }

    // Returns: the lowest free block of that size that starts at from or after it.
    public PortRange? FindLowest(int count, int from)
    {
        PortRange? known = null;
        foreach (var block in _blocks)
        {
            if (block.Count < count || block.End < from + count - 1)
                continue;
            known = PortRange.FromStart(Math.Max(block.Start, from), count);
            break;
        }

        var found = _findInDatabase?.Invoke(count, from);
        if (known is null || found is null)
            return known ?? found;
        return known.Value.Start < found.Value.Start ? known : found;
    }
}
