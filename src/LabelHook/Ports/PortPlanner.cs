using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Ports;

// Decides which ports a module gets. It changes nothing, so that a dry run decides as the real run does. Each change
// has its own planner, which looks at the host once.
// band: The ports to allocate from.
// sockets: The host's sockets; null to ignore them.
// others: The host's other databases; null to ignore them.
// leases: The leases that limit the band; null or empty without any.
internal sealed class PortPlanner(
    PortBand band, SocketTable? sockets, OtherDatabases? others = null, IReadOnlyList<Lease>? leases = null)
{
    private readonly Dictionary<Protocol, SortedSet<int>> _open = [];
    private readonly Dictionary<Protocol, IReadOnlyList<(string Database, AllocationRow Row)>> _others = [];

    // Returns: a planner for the time after these blocks are given up, when their sockets are closed.
    public PortPlanner After(Protocol protocol, IEnumerable<PortRange> blocks)
    {
        var after = new PortPlanner(band, sockets, others, leases);
        foreach (var kind in ProtocolName.All)
            after._open[kind] = [.. OpenPorts(kind, [])];
        after._open[protocol].RemoveWhere(port => blocks.Any(block => block.Contains(port)));
        return after;
    }

    public static void CheckCount(int count, PortBand band)
    {
        if (count < 1 || count > band.Range.Count)
            throw new LabelHookException(PortProblems.InvalidCount(count, band.Range));
    }

    // Finds the lowest free block in the band. Ports that the change releases are free, even while their sockets are open.
    // Throws: no block of that size is free.
    public PortChange FindBlock(Protocol protocol, FreePorts free, int count) =>
        TryFindBlock(protocol, free, count, out var skipped)
        ?? throw new LabelHookException(BandExhausted(protocol, free, count, skipped));

    // skipped: Ports that would have been allocated if no socket used them.
    // Returns: null when no block of that size is free.
    public PortChange? TryFindBlock(Protocol protocol, FreePorts free, int count, out SortedSet<int> skipped)
    {
        skipped = [];
        SortedSet<int>? open = null;
        var excluded = Excluded(protocol, free.Released);
        var next = 0; // the first excluded block that may still be in the way
        var from = band.Range.Start;
        while (free.FindLowest(count, from) is { } block && band.Range.Contains(block))
        {
            while (next < excluded.Count && excluded[next].End < block.Start)
                next++;
            if (next < excluded.Count && excluded[next].Overlaps(block))
            {
                from = excluded[next].End + 1;
                continue;
            }

            open ??= OpenPorts(protocol, free.Released);
            var inUse = open.GetViewBetween(block.Start, block.End);
            if (inUse.Count == 0)
                return new PortChange(protocol, free.Released, block, [.. skipped]);
            skipped.UnionWith(inUse);
            from = inUse.Max + 1;
        }

        return null;
    }

    // Why no block of that size is free.
    public Problem BandExhausted(Protocol protocol, FreePorts free, int count, IReadOnlyCollection<int> skipped)
    {
        var reserved = free.Kept
            .Where(row => Reservation.Reason(row.Module) is not null && row.Ports.Overlaps(band.Range))
            .OrderBy(row => row.Ports.Start)
            .ToList();
        var largest = LargestFree(protocol, free, skipped);
        return leases is { Count: > 0 }
            ? PortProblems.LeasesExhausted(protocol, count, leases, largest, skipped)
            : PortProblems.BandExhausted(protocol, count, band.Range, largest, skipped, reserved);
    }

    // The size of the largest free block.
    // skipped: Ports that sockets use.
    public int LargestFree(Protocol protocol, FreePorts free, IEnumerable<int> skipped)
    {
        var taken = free.Kept.Select(row => row.Ports)
            .Concat(Excluded(protocol, free.Released))
            .Concat(skipped.Select(port => PortRange.FromStart(port, 1)));
        return LargestBlock.SizeIn(band.Range, taken);
    }

    // Makes a module's block larger or smaller and keeps its first port. If it cannot grow there, it moves.
    // free: The free ports, with those of the block.
    public PortChange GrowOrMove(Protocol protocol, FreePorts free, PortRange block, int count)
    {
        var wanted = PortRange.FromStart(block.Start, count);
        var isFree = free.FindLowest(count, wanted.Start)?.Start == wanted.Start;
        return isFree && (block.Contains(wanted) || IsAvailable(protocol, free, wanted))
            ? new PortChange(protocol, free.Released, wanted, [])
            : FindBlock(protocol, free, count);
    }

    // The block that a module asks for, instead of its others or in addition to them.
    public PortChange PlanAllocation(
        PortsDatabase database, ModuleName module, Protocol protocol, int count, bool keepExisting)
    {
        var released = keepExisting ? [] : database.AllocationsOf(protocol, module.ToString());
        return FindBlock(protocol, FreePorts.InDatabase(database, protocol, released), count);
    }

    // A block that a module already uses, inside the band or not.
    // Throws: some of the ports are allocated.
    public static PortChange PlanClaim(PortsDatabase database, ModuleName module, Protocol protocol, PortRange ports)
    {
        var rows = database.Allocations(protocol);
        var name = module.ToString();
        if (rows.Exists(row => row.Module == name && row.Ports.Contains(ports) && !row.IsReleasing))
            return PortChange.None(protocol);
        foreach (var row in rows)
        {
            if (row.Ports.Overlaps(ports))
                throw new LabelHookException(PortProblems.Taken(ports, protocol, "claim", row));
        }

        return new PortChange(protocol, [], ports, []);
    }

    // A block of the same size elsewhere.
    public PortChange PlanMove(PortsDatabase database, Protocol protocol, AllocationRow block)
    {
        var free = FreePorts.InDatabase(database, protocol, []); // not the block's own ports
        return FindBlock(protocol, free, block.Ports.Count) with { Removed = [block] };
    }

    // A block with a fixed place.
    // replaced: The blocks that it replaces.
    // Throws: the block is not inside the band, or some of its ports are excluded, allocated or in use.
    public PortChange PlanAt(
        PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> replaced, PortRange ports)
    {
        if (replaced is [var only] && only.Ports == ports)
            return PortChange.None(protocol);
        if (!band.Range.Contains(ports))
            throw new LabelHookException(PortProblems.OutsideBand(ports, protocol, band.Range));
        foreach (var row in database.Allocations(protocol).Except(replaced).Where(row => row.Ports.Overlaps(ports)))
            throw new LabelHookException(PortProblems.Taken(ports, protocol, "use", row));
        foreach (var excluded in Excluded(protocol, replaced).Where(ports.Overlaps))
            throw new LabelHookException(PortProblems.Excluded(ports, protocol, excluded));
        var inUse = OpenPorts(protocol, replaced).GetViewBetween(ports.Start, ports.End);
        if (inUse.Count > 0)
            throw new LabelHookException(PortProblems.InUse(ports, protocol, inUse.Min));
        return new PortChange(protocol, replaced, ports, []);
    }

    // What a module needs so that it has what its image demands. What the module did with its ports since the last
    // install stays.
    // known: The record of the last install; null when there was none.
    public List<PortChange> PlanDemand(
        PortsDatabase database,
        ModulePorts holding,
        ModuleRecord? known,
        ModuleRecord record,
        FixedPorts fixedPorts = default)
    {
        var changes = new List<PortChange>();
        foreach (var protocol in ProtocolName.All)
        {
            var demand = record.Demand(protocol);
            var blocks = holding.Blocks(protocol);
            if (fixedPorts.For(protocol) is { } start)
                changes.Add(PlanAt(database, protocol, [.. blocks.Take(1)], PortRange.FromStart(start, demand)));
            else if (IsSatisfied(blocks, known?.PreviousDemand(protocol, demand), demand))
                changes.Add(PortChange.None(protocol));
            else
                changes.Add(PlanBlock(database, protocol, blocks, blocks.Take(1), demand));
        }

        return changes;
    }

    // What a module needs so that it has one block of the size that its image demands, and nothing else.
    public List<PortChange> PlanExactDemand(
        PortsDatabase database, ModulePorts holding, ModuleRecord record, FixedPorts fixedPorts = default)
    {
        var changes = new List<PortChange>();
        foreach (var protocol in ProtocolName.All)
        {
            var demand = record.Demand(protocol);
            var blocks = holding.Blocks(protocol);
            if (fixedPorts.For(protocol) is { } start)
                changes.Add(PlanAt(database, protocol, blocks, PortRange.FromStart(start, demand)));
            else if (IsExact(blocks, demand))
                changes.Add(PortChange.None(protocol));
            else
                changes.Add(PlanBlock(database, protocol, blocks, blocks, demand));
        }

        return changes;
    }

    // Whether a module has exactly one block, of the size that its image demands.
    public static bool IsExact(IReadOnlyList<AllocationRow> blocks, int demand) =>
        demand == 0 ? blocks.Count == 0 : blocks.Count == 1 && blocks[0].Ports.Count == demand;

    // Whether a module has what its image demands: the demand is the one that it got its ports for, or its first block
    // has that size.
    public static bool IsSatisfied(IReadOnlyList<AllocationRow> blocks, int? previousDemand, int demand)
    {
        if (blocks.Count == 0)
            return demand == 0;
        var isUnknownAndZero = demand == 0 && previousDemand is null;
        return demand == previousDemand || demand == blocks[0].Ports.Count || isUnknownAndZero;
    }

    // replaced: The blocks that the new one replaces; all of them when the demand is 0.
    private PortChange PlanBlock(
        PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> blocks, IEnumerable<AllocationRow> replaced, int demand)
    {
        if (demand == 0)
            return new PortChange(protocol, blocks, default, []);
        var free = FreePorts.InDatabase(database, protocol, [.. replaced]);
        return blocks.Count == 0
            ? FindBlock(protocol, free, demand)
            : GrowOrMove(protocol, free, blocks[0].Ports, demand);
    }

    private bool IsAvailable(Protocol protocol, FreePorts free, PortRange ports) =>
        band.Range.Contains(ports)
        && !Excluded(protocol, free.Released).Exists(ports.Overlaps)
        && OpenPorts(protocol, free.Released).GetViewBetween(ports.Start, ports.End).Count == 0;

    // In the order of ports. The rows of the module itself in another database are those that this one was made from.
    private List<PortRange> Excluded(Protocol protocol, IReadOnlyList<AllocationRow> own)
    {
        var allocated = OncePerProtocol(_others, protocol, () => others?.Allocations(protocol) ?? [])
            .Select(other => other.Row)
            .Where(row => own.All(mine => mine.Module != row.Module));
        return [.. band.Excluded.Concat(allocated.Select(row => row.Ports)).OrderBy(ports => ports.Start)];
    }

    private SortedSet<int> OpenPorts(Protocol protocol, IReadOnlyList<AllocationRow> own)
    {
        var ports = OncePerProtocol(_open, protocol, () => sockets?.OpenPorts(protocol) ?? []);
        return [.. ports.Where(port => !own.Any(row => row.Ports.Contains(port)))];
    }

    private static T OncePerProtocol<T>(Dictionary<Protocol, T> known, Protocol protocol, Func<T> read)
    {
        if (!known.TryGetValue(protocol, out var value))
            known[protocol] = value = read();
        return value;
    }
}
