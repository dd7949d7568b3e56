namespace LabelHook.Database;

// The ports of one module.
internal sealed class ModulePorts
{
    private readonly IReadOnlyList<AllocationRow> _tcp;
    private readonly IReadOnlyList<AllocationRow> _udp;

    private ModulePorts(IReadOnlyList<AllocationRow> tcp, IReadOnlyList<AllocationRow> udp, bool hasReleasing)
    {
        _tcp = tcp;
        _udp = udp;
        HasReleasing = hasReleasing;
    }

    // Whether an earlier run was interrupted before it released what it had replaced.
    public bool HasReleasing { get; }

    public static ModulePorts Read(PortsDatabase database, ModuleName module) => From(
        ProtocolName.All.SelectMany(protocol => database.AllocationsOf(protocol, module.ToString())
            .Select(row => (protocol, row))));

    // rows: All rows of the module, oldest first.
    public static ModulePorts From(IEnumerable<(Protocol Protocol, AllocationRow Row)> rows)
    {
        List<AllocationRow>? tcp = null, udp = null;
        var hasReleasing = false;
        foreach (var (protocol, row) in rows)
        {
            hasReleasing |= row.IsReleasing;
            if (!row.IsReleasing)
                (protocol == Protocol.Tcp ? tcp ??= [] : udp ??= []).Add(row);
        }

        return new ModulePorts((IReadOnlyList<AllocationRow>?)tcp ?? [], (IReadOnlyList<AllocationRow>?)udp ?? [], hasReleasing);
    }

    // Oldest first.
    public IReadOnlyList<AllocationRow> Blocks(Protocol protocol) => protocol == Protocol.Tcp ? _tcp : _udp;

    // Returns: the oldest block, which the variables name; the empty block when there is none.
    public PortRange FirstBlock(Protocol protocol) => Blocks(protocol) is [var first, ..] ? first.Ports : default;

    public int Count(Protocol protocol) => Blocks(protocol).Sum(row => row.Ports.Count);

    // What the module has after a change, as AllocationTable.Apply makes it.
    public ModulePorts With(PortChange change)
    {
        var rows = Blocks(change.Protocol).Except(change.Removed).ToList();
        if (change.Added.Count > 0)
        {
            var row = change.Removed.Count == 0 ? long.MaxValue : change.Removed.Min(removed => removed.Row);
            rows.Add(new AllocationRow(row, "", change.Added, false));
        }

        return With(change.Protocol, [.. rows.OrderBy(row => row.Row)]);
    }

    public ModulePorts Without(Protocol protocol) => With(protocol, []);

    private ModulePorts With(Protocol protocol, IReadOnlyList<AllocationRow> blocks) => protocol == Protocol.Tcp
        ? new ModulePorts(blocks, _udp, HasReleasing)
        : new ModulePorts(_tcp, blocks, HasReleasing);
}
