namespace LabelHook.Database;

// The rows of TCP_PORTS and UDP_PORTS, with LabelHook's notes on them: which are to be released, and how old each is.
internal sealed class AllocationTable(DatabaseFile file)
{
    // All blocks of a protocol, oldest first.
    // invalid: Rows that are not a block: others wrote them before there were triggers.
    public List<AllocationRow> All(Protocol protocol, out List<RawRow> invalid) => Read(protocol, "", [], out invalid);

    // The blocks of one module, oldest first.
    public List<AllocationRow> OwnedBy(Protocol protocol, string module) =>
        Read(protocol, "WHERE module = $1", [module], out _);

    // All rows of a protocol as they were written, oldest first.
    public IReadOnlyList<RawRow> RawRows(Protocol protocol)
    {
        var table = PortsSchema.Table(protocol);
        if (!file.IsOpen || !file.HasTable(table))
            return [];
        var rows = file.Rows($"SELECT start, end, module FROM {table} ORDER BY rowid");
        return [.. rows.Select(row => new RawRow(row[0], row[1], row[2]))];
    }

    // Since when each block is allocated as it is. Rows from before LabelHook have no date.
    public IReadOnlyDictionary<(PortRange Ports, string Module), DateTimeOffset> Since(Protocol protocol)
    {
        var dates = new Dictionary<(PortRange, string), DateTimeOffset>();
        if (file.Version < PortsSchema.History)
            return dates;
        const string Select = "SELECT start, end, module, since FROM labelhook_since WHERE protocol = $1";
        foreach (var row in file.Stream(Select, protocol.Lower()))
        {
            if (!new RawRow(row[0], row[1], row[2]).IsInOrder)
                continue;
            var ports = PortRange.FromBounds((int)(long)row[0]!, (int)(long)row[1]!);
            dates.Add((ports, (string)row[2]!), DateTimeOffset.FromUnixTimeSeconds((long)row[3]!));
        }

        return dates;
    }

    public void Add(Protocol protocol, PortRange ports, string owner) => file.Execute(
        $"INSERT INTO {PortsSchema.Table(protocol)} (start, end, module) VALUES ($1, $2, $3)", ports.Start, ports.End, owner);

    public void Remove(Protocol protocol, IEnumerable<AllocationRow> rows)
    {
        foreach (var row in rows)
            file.Execute($"DELETE FROM {PortsSchema.Table(protocol)} WHERE rowid = $1", row.Row);
    }

    // Removes all blocks of an owner.
    // Returns: the blocks, without those that were only kept for an environment file.
    public List<PortRange> RemoveAll(Protocol protocol, string owner)
    {
        var rows = OwnedBy(protocol, owner);
        Remove(protocol, rows);
        return [.. rows.Where(row => !row.IsReleasing).Select(row => row.Ports)];
    }

    // hold: Whether the ports that go stay allocated until Release, because an environment file still names them.
    public void Apply(ModuleName module, PortChange change, bool hold)
    {
        var table = PortsSchema.Table(change.Protocol);
        var kept = hold ? change.Removed.Where(row => !row.Ports.Overlaps(change.Added)).ToList() : [];
        var deleted = change.Removed.Except(kept).ToList();
        foreach (var row in kept)
        {
            file.Execute($"UPDATE {table} SET rowid = (SELECT max(rowid) + 1 FROM {table}) WHERE rowid = $1", row.Row);
            MarkForRelease(change.Protocol, row.Ports, module);
        }

        Remove(change.Protocol, deleted);
        if (change.Added.Count > 0)
        {
            // The new block takes the number of the oldest: the variables name a module's first row.
            object? number = change.Removed.Count == 0 ? null : change.Removed.Min(row => row.Row);
            var (start, end) = (change.Added.Start, change.Added.End);
            file.Execute(
                $"INSERT INTO {table} (rowid, start, end, module) VALUES ($1, $2, $3, $4)", number, start, end, module.ToString());
        }

        var remainders = hold ? deleted.SelectMany(row => row.Ports.Without(change.Added)).ToList() : [];
        foreach (var ports in WithoutAllocated(change.Protocol, remainders))
        {
            Add(change.Protocol, ports, module.ToString());
            MarkForRelease(change.Protocol, ports, module);
        }
    }

    // Gives back what was kept only because an environment file named it.
    public void Release(ModuleName module)
    {
        foreach (var protocol in ProtocolName.All)
            Remove(protocol, OwnedBy(protocol, module.ToString()).Where(row => row.IsReleasing));
    }

    private void MarkForRelease(Protocol protocol, PortRange ports, ModuleName module) => file.Execute(
        "INSERT OR IGNORE INTO labelhook_releases VALUES ($1, $2, $3, $4)",
        protocol.Lower(), ports.Start, ports.End, module.ToString());

    // Where rows overlapped before there were triggers, the other row holds the ports.
    private List<PortRange> WithoutAllocated(Protocol protocol, List<PortRange> blocks)
    {
        if (blocks.Count == 0)
            return [];
        foreach (var row in All(protocol, out _))
            blocks = [.. blocks.SelectMany(block => block.Without(row.Ports))];
        return blocks;
    }

    private List<AllocationRow> Read(
        Protocol protocol, string condition, object?[] values, out List<RawRow> invalid)
    {
        var allocations = new List<AllocationRow>();
        invalid = [];
        var table = PortsSchema.Table(protocol);
        if (!file.IsOpen || (file.Version == 0 && !file.HasTable(table)))
            return allocations;
        var isReleasing = file.Version == 0 ? "0" : $"""
            EXISTS (SELECT 1 FROM labelhook_releases AS kept WHERE kept.protocol = '{protocol.Lower()}'
                AND (kept.start, kept.end, kept.module) = ({table}.start, {table}.end, {table}.module))
            """;
        var select = $"SELECT rowid, start, end, module, {isReleasing} FROM {table} {condition} ORDER BY rowid";
        foreach (var row in file.Stream(select, values))
        {
            var raw = new RawRow(row[1], row[2], row[3]);
            if (raw.Ports is { } ports)
                allocations.Add(new AllocationRow((long)row[0]!, raw.Owner, ports, row[4] is 1L));
            if (!raw.IsInOrder)
                invalid.Add(raw);
        }

        return allocations;
    }
}
