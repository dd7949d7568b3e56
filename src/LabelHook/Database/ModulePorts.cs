namespace LabelHook.Database;

// The ports of one module.
internal sealed class ModulePorts
{
    private readonly IReadOnlyDictionary<Protocol, IReadOnlyList<AllocationRow>> _blocks;

    private ModulePorts(IReadOnlyDictionary<Protocol, IReadOnlyList<AllocationRow>> blocks, bool hasReleasing)
    {
        _blocks = blocks;
        HasReleasing = hasReleasing;
    }

    // Whether an earlier run was interrupted before it released what it had replaced.
    public bool HasReleasing { get; }

    public static ModulePorts Read(PortsDatabase database, ModuleName module)
    {
        var blocks = new Dictionary<Protocol, IReadOnlyList<AllocationRow>>();
        var hasReleasing = false;
        foreach (var protocol in ProtocolName.All)
        {
            var rows = database.AllocationsOf(protocol, module.ToString());
            blocks[protocol] = [.. rows.Where(row => !row.IsReleasing)];
            hasReleasing |= rows.Exists(row => row.IsReleasing);
        }

        return new ModulePorts(blocks, hasReleasing);
    }

    // Oldest first.
    public IReadOnlyList<AllocationRow> Blocks(Protocol protocol) => _blocks[protocol];

    // Returns: the oldest block, which the variables name; the empty block when there is none.
    public PortRange FirstBlock(Protocol protocol) =>
        _blocks[protocol].Count == 0 ? default : _blocks[protocol][0].Ports;

    public int Count(Protocol protocol) => _blocks[protocol].Sum(row => row.Ports.Count);

    // What the module has after a change, as AllocationTable.Apply makes it.
    public ModulePorts With(PortChange change)
    {
        var rows = _blocks[change.Protocol].Except(change.Removed).ToList();
        if (change.Added.Count > 0)
        {
            var row = change.Removed.Count == 0 ? long.MaxValue : change.Removed.Min(removed => removed.Row);
            rows.Add(new AllocationRow(row, "", change.Added, false));
        }

        return With(change.Protocol, [.. rows.OrderBy(row => row.Row)]);
    }

    public ModulePorts Without(Protocol protocol) => With(protocol, []);

    private ModulePorts With(Protocol protocol, IReadOnlyList<AllocationRow> blocks) => new(
        new Dictionary<Protocol, IReadOnlyList<AllocationRow>>(_blocks) { [protocol] = blocks }, HasReleasing);
}
