namespace LabelHook.Ports;

/// <summary>Decides which ports a module gets; changes nothing, so that a dry run decides as the real one does.</summary>
/// <param name="band">The ports that may be given.</param>
/// <param name="sockets">The host's sockets; <see langword="null"/> when they are not looked at.</param>
internal sealed class PortPlanner(PortBand band, KernelSockets? sockets)
{
    /// <summary>Gives <paramref name="removed"/> back and finds the lowest block in the band.</summary>
    /// <param name="held">All rows of the protocol.</param>
    /// <param name="removed">Those of them that go; their ports are free for the new block, also while their sockets are open.</param>
    /// <exception cref="LabelHookException">No block of that size is free.</exception>
    public PortChange Place(Protocol protocol, IReadOnlyList<HeldRange> held, IReadOnlyList<HeldRange> removed, int count)
    {
        var taken = Taken(held, removed);
        var busy = new SortedSet<int>();
        SortedSet<int>? open = null;
        while (FirstFit.Find(band.Range, taken, count) is { } block)
        {
            open ??= OpenPorts(protocol, removed);
            var found = open.GetViewBetween(block.Start, block.End);
            if (found.Count == 0)
                return new PortChange(protocol, removed, block, [.. busy]);
            busy.UnionWith(found);
            taken = Sorted(taken.Concat(found.Select(port => PortRange.FromStart(port, 1))));
        }

        var reserved = held.Where(row => Reservation.Reason(row.Module) is not null && row.Ports.Overlaps(band.Range)).OrderBy(row => row.Ports.Start).ToList();
        throw new LabelHookException(Problems.BandExhausted(protocol, count, band.Range, Largest(taken), busy, reserved));
    }

    /// <summary>Makes a module's block larger or smaller where it stands, so that the first port stays; where it cannot, the block moves.</summary>
    /// <param name="block">The row of the block.</param>
    public PortChange Resize(Protocol protocol, IReadOnlyList<HeldRange> held, HeldRange block, int count)
    {
        var wanted = PortRange.FromStart(block.Ports.Start, count);
        var shrinks = block.Ports.Contains(wanted);
        var fits = !held.Any(row => row != block && row.Ports.Overlaps(wanted))
            && (shrinks || (band.Range.Contains(wanted) && !band.Excluded.Any(wanted.Overlaps)
                && OpenPorts(protocol, [block]).GetViewBetween(wanted.Start, wanted.End).Count == 0));
        return fits ? new PortChange(protocol, [block], wanted, []) : Place(protocol, held, [block], count);
    }

    /// <summary>What a module's record asks for, beside the record before and what the module did with it since.</summary>
    public List<PortChange> Meet(PortsDatabase database, Holding holding, ModuleRecord? before, ModuleRecord record) =>
        [.. ProtocolName.All.Select(protocol => Meet(protocol, database.Held(protocol), holding.Of(protocol), before?.Demand(protocol), record.Demand(protocol)))];

    /// <summary>What the demand of an image asks for, beside what was demanded before and what the module did with it since.</summary>
    /// <param name="mine">The module's rows, oldest first.</param>
    /// <param name="before">The demand at the last install; <see langword="null"/> when there was none.</param>
    public PortChange Meet(Protocol protocol, IReadOnlyList<HeldRange> held, IReadOnlyList<HeldRange> mine, int? before, int demand)
    {
        if (IsMet(mine, before, demand))
            return PortChange.Nothing(protocol);
        if (mine.Count == 0)
            return Place(protocol, held, [], demand);
        return demand == 0 ? new PortChange(protocol, mine, default, []) : Resize(protocol, held, mine[0], demand);
    }

    /// <summary>Whether a module has what its image demands: the same as before, or a block of that size from elsewhere.</summary>
    public static bool IsMet(IReadOnlyList<HeldRange> mine, int? before, int demand) =>
        mine.Count == 0 ? demand == 0 : demand == before || demand == mine[0].Ports.Count || (demand == 0 && before is null);

    private static List<PortRange> Sorted(IEnumerable<PortRange> ranges) => [.. ranges.OrderBy(range => range.Start)];

    private List<PortRange> Taken(IReadOnlyList<HeldRange> held, IReadOnlyList<HeldRange> removed) =>
        Sorted(held.Except(removed).Select(row => row.Ports).Concat(band.Excluded));

    private SortedSet<int> OpenPorts(Protocol protocol, IReadOnlyList<HeldRange> own)
    {
        var ports = sockets?.OpenPorts(protocol) ?? [];
        ports.RemoveWhere(port => own.Any(row => row.Ports.Contains(port)));
        return ports;
    }

    private int Largest(List<PortRange> taken)
    {
        var (largest, start) = (0, band.Range.Start);
        foreach (var range in taken.Append(PortRange.FromStart(band.Range.End + 1, 1)))
        {
            largest = Math.Max(largest, Math.Min(range.Start, band.Range.End + 1) - start);
            start = Math.Max(start, range.End + 1);
        }

        return largest;
    }
}
