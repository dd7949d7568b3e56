using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Ports;

// Decides which ports a module gets; changes nothing, so that a dry run decides as the real one does.
// band: The ports that may be given.
// sockets: The host's sockets; null when they are not looked at.
// others: The host's other databases; null when they are not looked at.
internal sealed class PortPlanner(PortBand band, SocketTable? sockets, OtherDatabases? others = null)
{
    // Finds the lowest block in the band. Ports that are given back are free for it, also while their sockets are open.
    // Throws: no block of that size is free.
    public PortChange Place(Protocol protocol, FreePorts free, int count)
    {
        var busy = new SortedSet<int>();
        SortedSet<int>? open = null;
        var excluded = Excluded(protocol, free.Given);
        var next = 0; // of the excluded blocks, the first that may still be in the way
        for (var from = band.Range.Start; free.Lowest(count, from) is { } block && band.Range.Contains(block);)
        {
            while (next < excluded.Count && excluded[next].End < block.Start)
                next++;
            if (next < excluded.Count && excluded[next].Overlaps(block))
            {
                from = excluded[next].End + 1;
                continue;
            }

            open ??= OpenPorts(protocol, free.Given);
            var inUse = open.GetViewBetween(block.Start, block.End);
            if (inUse.Count == 0)
                return new PortChange(protocol, free.Given, block, [.. busy]);
            busy.UnionWith(inUse);
            from = inUse.Max + 1;
        }

        var held = free.Held.ToList();
        var reserved = held.Where(row => Reservation.Reason(row.Module) is not null && row.Ports.Overlaps(band.Range)).OrderBy(row => row.Ports.Start).ToList();
        var taken = held.Select(row => row.Ports).Concat(excluded).Concat(busy.Select(port => PortRange.FromStart(port, 1)));
        throw new LabelHookException(PortProblems.BandExhausted(protocol, count, band.Range, Largest(taken), busy, reserved));
    }

    // Makes a module's block larger or smaller where it stands, so that the first port stays; where it cannot, the
    // block moves.
    // free: The free ports, the block's own among them.
    // block: The block.
    public PortChange Resize(Protocol protocol, FreePorts free, PortRange block, int count)
    {
        var wanted = PortRange.FromStart(block.Start, count);
        var fits = free.Lowest(count, wanted.Start)?.Start == wanted.Start
            && (block.Contains(wanted) || (band.Range.Contains(wanted) && !Excluded(protocol, free.Given).Exists(wanted.Overlaps)
                && OpenPorts(protocol, free.Given).GetViewBetween(wanted.Start, wanted.End).Count == 0));
        return fits ? new PortChange(protocol, free.Given, wanted, []) : Place(protocol, free, count);
    }

    // What a module's record asks for, beside the record before and what the module did with it since.
    // before: The record of the last install; null when there was none.
    public List<PortChange> Meet(PortsDatabase database, ModulePorts holding, ModuleRecord? before, ModuleRecord record) =>
        [.. ProtocolName.All.Select(protocol => Meet(database, protocol, holding.Of(protocol), before?.Before(protocol, record.Demand(protocol)), record.Demand(protocol)))];

    private PortChange Meet(PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> mine, int? before, int demand)
    {
        if (IsMet(mine, before, demand))
            return PortChange.Nothing(protocol);
        if (mine.Count == 0)
            return Place(protocol, FreePorts.In(database, protocol, []), demand);
        return demand == 0 ? new PortChange(protocol, mine, default, []) : Resize(protocol, FreePorts.In(database, protocol, [mine[0]]), mine[0].Ports, demand);
    }

    // Gives a module exactly what its image demands: its first block where it stands if it can, and nothing else.
    public List<PortChange> Reset(PortsDatabase database, ModulePorts holding, ModuleRecord record) =>
        [.. ProtocolName.All.Select(protocol => Reset(database, protocol, holding.Of(protocol), record.Demand(protocol)))];

    private PortChange Reset(PortsDatabase database, Protocol protocol, IReadOnlyList<AllocationRow> mine, int demand)
    {
        if (IsExact(mine, demand))
            return PortChange.Nothing(protocol);
        if (demand == 0)
            return new PortChange(protocol, mine, default, []);
        var free = FreePorts.In(database, protocol, mine);
        return mine.Count == 0 ? Place(protocol, free, demand) : Resize(protocol, free, mine[0].Ports, demand);
    }

    // Whether a module has one block of as many ports as its image demands, and no other.
    public static bool IsExact(IReadOnlyList<AllocationRow> mine, int demand) =>
        demand == 0 ? mine.Count == 0 : mine.Count == 1 && mine[0].Ports.Count == demand;

    // Whether a module has what its image demands: the same as before, or a block of that size from elsewhere.
    public static bool IsMet(IReadOnlyList<AllocationRow> mine, int? before, int demand) =>
        mine.Count == 0 ? demand == 0 : demand == before || demand == mine[0].Ports.Count || (demand == 0 && before is null);

    // In the order of ports. What another database says of the module itself is what this one was made from.
    private List<PortRange> Excluded(Protocol protocol, IReadOnlyList<AllocationRow> own)
    {
        var allocated = (others?.Held(protocol) ?? []).Select(other => other.Row).Where(row => own.All(mine => mine.Module != row.Module));
        return [.. band.Excluded.Concat(allocated.Select(row => row.Ports)).OrderBy(ports => ports.Start)];
    }

    private SortedSet<int> OpenPorts(Protocol protocol, IReadOnlyList<AllocationRow> own)
    {
        var ports = sockets?.OpenPorts(protocol) ?? [];
        ports.RemoveWhere(port => own.Any(row => row.Ports.Contains(port)));
        return ports;
    }

    private int Largest(IEnumerable<PortRange> taken)
    {
        var (largest, start) = (0, band.Range.Start);
        foreach (var range in taken.OrderBy(range => range.Start).Append(PortRange.FromStart(band.Range.End + 1, 1)))
        {
            largest = Math.Max(largest, Math.Min(range.Start, band.Range.End + 1) - start);
            start = Math.Max(start, range.End + 1);
        }

        return largest;
    }
}
