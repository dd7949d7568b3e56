namespace LabelHook.Database;

// The log of all changes of allocations. Triggers write it, so it has those of other programs too.
internal sealed class LogTable(DatabaseFile file, LogSettings settings)
{
    // How many rows one change prunes unless it adds more; arbitrary. It bounds the cost, and what a clock that jumps
    // ahead can destroy.
    private const int MaxPruned = 100;

    // How many rows are read at once; arbitrary.
    private const int PageSize = 1000;

    // When the log begins; null when the database has none.
    public DateTimeOffset? Start => file.Version >= PortsSchema.Log
        && file.Scalar("SELECT log_start FROM labelhook_schema") is long seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    // The number of the last change; 0 when there is none. It grows with each change, whoever made it: pruning keeps the
    // last row.
    public long LastId => file.Version >= PortsSchema.Log
        && file.Scalar("SELECT max(id) FROM labelhook_log") is long id
            ? id
            : 0;

    // The row of a change; null if there is none, or none that is a block of ports.
    public LogRow? Find(long id)
    {
        if (file.Version < PortsSchema.Log)
            return null;
        const string Select = """
            SELECT id, time, protocol, start, end, module, is_allocated, image, command FROM labelhook_log WHERE id = $1
            """;
        return file.Rows(Select, id).Select(Row).FirstOrDefault();
    }

    // Changes, oldest first. They are read while they are enumerated, so that a long log needs little memory, and a page
    // at a time, so that other processes can commit changes meanwhile.
    // module, port: Only those of this owner, or of this port; null for all.
    // last: Only those up to this one.
    public IEnumerable<LogRow> Read(string? module = null, int? port = null, long last = long.MaxValue)
    {
        if (file.Version < PortsSchema.Log)
            yield break;
        const string Select = """
            SELECT id, time, protocol, start, end, module, is_allocated, image, command FROM labelhook_log
            WHERE ($1 IS NULL OR module = $1) AND ($2 IS NULL OR (start <= $2 AND end >= $2)) AND id > $3 AND id <= $4
            ORDER BY id LIMIT $5
            """;
        var read = long.MinValue;
        List<object?[]> page;
        do
        {
            page = file.Rows(Select, module, port, read, last, PageSize);
            foreach (var row in page.Select(Row).OfType<LogRow>())
                yield return row;
            if (page is [.., [long id, ..]])
                read = id;
        }
        while (page.Count == PageSize);
    }

    // The last change of each owner's ports of one protocol, in order.
    public List<long> LastIds()
    {
        if (file.Version < PortsSchema.Log)
            return [];
        const string Select = "SELECT max(id) FROM labelhook_log GROUP BY protocol, module ORDER BY 1";
        return [.. file.Stream(Select).Select(row => (long)row[0]!)];
    }

    // Makes a change, and completes what the triggers logged of it.
    public T Record<T>(Func<T> change)
    {
        var last = file.Scalar("SELECT max(id) FROM labelhook_log") ?? 0L;
        var result = change();
        var added = Condense(last);
        const string Complete = """
            UPDATE labelhook_log SET command = $1,
                image = nullif(coalesce((SELECT image FROM labelhook_modules WHERE module = labelhook_log.module), image), '')
            WHERE id > $2
            """;
        file.Execute(Complete, settings.Command, last);
        Prune(Math.Max(MaxPruned, added));
        return result;
    }

    // A block that grows is deleted and inserted again: what the transaction changed in the end is the difference.
    // Returns: the number of rows that the triggers added.
    private int Condense(object last)
    {
        const string Select = """
            SELECT id, time, protocol, start, end, module, is_allocated, image, NULL FROM labelhook_log WHERE id > $1
            """;
        var rows = file.Rows(Select, last);
        foreach (var group in rows.Select(Row).OfType<LogRow>().GroupBy(row => (row.Protocol, row.Module)))
        {
            var changes = group.ToList();
            if (changes.Exists(row => row.IsAllocated) && changes.Exists(row => !row.IsAllocated))
                Replace(changes);
        }

        return rows.Count;
    }

    private void Replace(List<LogRow> changes)
    {
        foreach (var row in changes)
            file.Execute("DELETE FROM labelhook_log WHERE id = $1", row.Id);
        const string Insert = """
            INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated, image)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;
        var first = changes[0];
        foreach (var (ports, isAllocated) in Difference(changes))
        {
            file.Execute(
                Insert,
                first.Time.ToUnixTimeSeconds(),
                first.Protocol.Lower(),
                ports.Start,
                ports.End,
                first.Module,
                isAllocated ? 1 : 0,
                first.Image);
        }
    }

    // What an owner has lost and got after some changes, in the order of ports.
    private static List<(PortRange Ports, bool IsAllocated)> Difference(List<LogRow> changes)
    {
        var found = new List<(PortRange Ports, bool IsAllocated)>();
        int[] starts = [.. changes.SelectMany(row => (int[])[row.Ports.Start, row.Ports.End + 1]).Distinct().Order()];
        foreach (var (start, next) in starts.Zip(starts.Skip(1)))
        {
            var balance = changes.Where(row => row.Ports.Contains(start)).Sum(row => row.IsAllocated ? 1 : -1);
            if (balance == 0)
                continue;
            var isAllocated = balance > 0;
            if (found is [.., var last] && last.IsAllocated == isAllocated && last.Ports.End + 1 == start)
                found[^1] = (PortRange.FromBounds(last.Ports.Start, next - 1), isAllocated);
            else
                found.Add((PortRange.FromBounds(start, next - 1), isAllocated));
        }

        return found;
    }

    // most: How many rows to prune at most.
    private void Prune(int most)
    {
        const string Select = """
            SELECT max(id), max(time) FROM (SELECT id, time FROM labelhook_log ORDER BY id LIMIT $1)
            WHERE id < (SELECT max(id) FROM labelhook_log)
                AND (time < $2 OR id <= (SELECT max(id) FROM labelhook_log) - $3)
            """;
        var oldest = DateTimeOffset.UtcNow - settings.MaxAge;
        var (id, time) = file.Rows(Select, most, oldest.ToUnixTimeSeconds(), settings.MaxRows) is [[long found, var newest]]
            ? (found, newest)
            : (0, null);
        if (id == 0)
            return;
        file.Execute("DELETE FROM labelhook_log WHERE id <= $1", id);
        file.Execute("UPDATE labelhook_schema SET log_start = max(log_start, $1)", time);
    }

    // Returns: null for a row that allocates no ports, as other programs wrote them before there were triggers.
    private static LogRow? Row(object?[] row) =>
        new RawRow(row[3], row[4], row[5]) is { Ports: { } ports } raw
            ? new LogRow(
                (long)row[0]!,
                DateTimeOffset.FromUnixTimeSeconds((long)row[1]!),
                row[2] is "tcp" ? Protocol.Tcp : Protocol.Udp,
                ports,
                raw.Owner,
                row[6] is 1L,
                (string?)row[7],
                (string?)row[8])
            : null;
}
