namespace LabelHook.Database;

// The ports of one module. Its variables name the first block of each protocol, the oldest.
internal sealed class ModulePorts
{
    private readonly IReadOnlyDictionary<Protocol, IReadOnlyList<AllocationRow>> _rows;

    private ModulePorts(IReadOnlyDictionary<Protocol, IReadOnlyList<AllocationRow>> rows, bool hasReleasing)
    {
        _rows = rows;
        HasReleasing = hasReleasing;
    }

    // Whether an earlier run was stopped before it gave back what it had replaced.
    public bool HasReleasing { get; }

    public static ModulePorts Read(PortsDatabase database, ModuleName module)
    {
        var rows = ProtocolName.All.ToDictionary(protocol => protocol, protocol => database.HeldBy(protocol, module.ToString()));
        return new ModulePorts(
            rows.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<AllocationRow>)[.. pair.Value.Where(row => !row.IsReleasing)]),
            rows.Values.Any(held => held.Exists(row => row.IsReleasing)));
    }

    // The module's blocks, oldest first.
    public IReadOnlyList<AllocationRow> Of(Protocol protocol) => _rows[protocol];

    // Returns: the block that the variables name; the empty block when there is none.
    public PortRange First(Protocol protocol) => _rows[protocol].Count == 0 ? default : _rows[protocol][0].Ports;

    public int Count(Protocol protocol) => _rows[protocol].Sum(row => row.Ports.Count);

    public ModulePorts After(PortChange change)
    {
        var rest = _rows[change.Protocol].Except(change.Removed);
        var row = change.Removed.Count == 0 ? long.MaxValue : change.Removed.Min(removed => removed.Row);
        var rows = change.Added.Count == 0 ? rest : rest.Append(new AllocationRow(row, "", change.Added, false));
        return With(change.Protocol, [.. rows.OrderBy(held => held.Row)]);
    }

    public ModulePorts Without(Protocol protocol) => With(protocol, []);

    private ModulePorts With(Protocol protocol, IReadOnlyList<AllocationRow> rows) =>
        new(new Dictionary<Protocol, IReadOnlyList<AllocationRow>>(_rows) { [protocol] = rows }, HasReleasing);
}
