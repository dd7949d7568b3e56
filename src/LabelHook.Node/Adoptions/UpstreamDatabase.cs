using LabelHook.Database;

namespace LabelHook.Adoptions;

// A ports database from elsewhere, as NS8's own code made it: without rules, so that it holds rows that are no ports
// and ports with two owners. No port of those is lost, and none is given to one of the two: they are reserved until a
// person decides.
internal sealed class UpstreamDatabase
{
    private readonly List<AdoptedBlock> _blocks = [];
    private readonly List<string> _warnings = [];

    private UpstreamDatabase()
    {
    }

    public IReadOnlyList<AdoptedBlock> Blocks => _blocks;

    public IReadOnlyList<string> Warnings => _warnings;

    // Throws: there is none, or it is no ports database.
    public static UpstreamDatabase Read(string path, TimeSpan wait)
    {
        if (!PortsDatabase.IsThere(path))
            throw new LabelHookException(AdoptionProblems.DatabaseMissing(path));
        var found = new UpstreamDatabase();
        using var database = PortsDatabase.OpenToRead(path, wait);
        foreach (var protocol in ProtocolName.All)
        {
            var rows = database.Rows(protocol);
            found._warnings.AddRange(rows.Where(row => row.Ports is null).Select(row => AdoptionWarnings.RowLeftOut(path, protocol, row)));
            foreach (var rowsAtOnce in Overlapping(rows))
                found.Add(path, protocol, rowsAtOnce);
        }

        return found;
    }

    private void Add(string path, Protocol protocol, IReadOnlyList<RawRow> rows)
    {
        var ports = PortRange.FromBounds(rows.Min(row => row.Ports!.Value.Start), rows.Max(row => row.Ports!.Value.End));
        var isClear = rows.All(row => row.IsInOrder && row.Owner == rows[0].Owner);
        var words = string.Join(", ", rows.Select(row => row.Words));
        _blocks.Add(new AdoptedBlock(isClear ? rows[0].Owner : Reservation.Quarantine(words), protocol, ports, path));
        if (!isClear)
            _warnings.Add(AdoptionWarnings.RowsQuarantined(path, protocol, ports, words));
        else if (rows.Count > 1)
            _warnings.Add(AdoptionWarnings.RowsJoined(path, protocol, ports, words));
    }

    // Rows that overlap, directly or through others, together; in the order of the oldest of each.
    private static IEnumerable<IReadOnlyList<RawRow>> Overlapping(IReadOnlyList<RawRow> rows)
    {
        var groups = new List<List<RawRow>>();
        var end = 0;
        foreach (var row in rows.Where(row => row.Ports is not null).OrderBy(row => row.Ports!.Value.Start))
        {
            if (row.Ports!.Value.Start > end)
                groups.Add([]);
            groups[^1].Add(row);
            end = Math.Max(end, row.Ports.Value.End);
        }

        var ages = rows.Select((row, age) => (row, age)).DistinctBy(pair => pair.row).ToDictionary(pair => pair.row, pair => pair.age);
        return groups.OrderBy(group => group.Min(row => ages[row]));
    }
}
