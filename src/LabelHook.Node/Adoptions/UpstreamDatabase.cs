using LabelHook.Database;

namespace LabelHook.Adoptions;

// NS8's own ports database. Its code has no rules, so that there are rows without ports and ports with two owners. No
// port of those is lost or given to one of the two: they are reserved until a person decides.
internal sealed class UpstreamDatabase
{
    private readonly List<AdoptedBlock> _blocks = [];
    private readonly List<string> _warnings = [];

    private UpstreamDatabase()
    {
    }

    public IReadOnlyList<AdoptedBlock> Blocks => _blocks;

    public IReadOnlyList<string> Warnings => _warnings;

    // Throws: the file does not exist, or is not a ports database.
    public static UpstreamDatabase Read(string path, TimeSpan wait)
    {
        if (!PortsDatabase.Exists(path))
            throw new LabelHookException(AdoptionProblems.DatabaseMissing(path));
        var found = new UpstreamDatabase();
        using var database = PortsDatabase.OpenToRead(path, wait);
        foreach (var protocol in ProtocolName.All)
        {
            var rows = database.RawRows(protocol);
            foreach (var row in rows.Where(row => row.Ports is null))
                found._warnings.Add(AdoptionWarnings.RowSkipped(path, protocol, row));
            foreach (var overlapping in Overlapping(rows))
                found.Add(path, protocol, overlapping);
        }

        return found;
    }

    private void Add(string path, Protocol protocol, IReadOnlyList<RawRow> rows)
    {
        var start = rows.Min(row => row.Ports!.Value.Start);
        var end = rows.Max(row => row.Ports!.Value.End);
        var ports = PortRange.FromBounds(start, end);
        var hasOneOwner = rows.All(row => row.IsInOrder && row.Owner == rows[0].Owner);
        var words = string.Join(", ", rows.Select(row => row.Words));
        var owner = hasOneOwner ? rows[0].Owner : Reservation.Quarantine(words);
        _blocks.Add(new AdoptedBlock(owner, protocol, ports, path));
        if (!hasOneOwner)
            _warnings.Add(AdoptionWarnings.RowsReserved(path, protocol, ports, words));
        else if (rows.Count > 1)
            _warnings.Add(AdoptionWarnings.RowsJoined(path, protocol, ports, words));
    }

    // Groups rows that overlap directly or through others, in the order of the oldest row of each group.
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

        var ages = new Dictionary<RawRow, int>();
        for (var age = 0; age < rows.Count; age++)
            ages.TryAdd(rows[age], age);
        return groups.OrderBy(group => group.Min(row => ages[row]));
    }
}
