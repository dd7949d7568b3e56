namespace LabelHook.Database;

// What a node leased from its cluster, in the order of ports.
internal sealed class LeaseTable(DatabaseFile file)
{
    public IReadOnlyList<Lease> All()
    {
        if (file.Version < PortsSchema.Leases)
            return [];
        var rows = file.Rows("SELECT start, end, rival FROM labelhook_leases ORDER BY start");
        return [.. rows.Select(row => new Lease(Ports(row), (string?)row[2]))];
    }

    public void Replace(IEnumerable<Lease> leases)
    {
        file.Execute("DELETE FROM labelhook_leases");
        foreach (var (ports, rival) in leases)
            file.Execute("INSERT INTO labelhook_leases VALUES ($1, $2, $3)", ports.Start, ports.End, rival);
    }

    private static PortRange Ports(object?[] row) => PortRange.FromBounds((int)(long)row[0]!, (int)(long)row[1]!);
}
