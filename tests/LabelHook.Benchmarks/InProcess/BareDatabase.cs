using System.Globalization;
using SQLitePCL;

namespace LabelHook.Benchmarks;

// The transactions of the library without its checks: the same statements, journal, syncs and triggers, and one
// connection per call.
internal static class BareDatabase
{
    static BareDatabase() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    public static int Allocate(string path, string module, int count)
    {
        using var database = Open(path);
        Run(database, "BEGIN IMMEDIATE");
        Remove(database, module);
        var start = Numbers(
            database,
            "SELECT max(start, 20001) FROM labelhook_gaps WHERE protocol = 'tcp' AND min(end, 45000) - max(start, "
                + "20001) >= CAST($1 AS INTEGER) - 1 ORDER BY start LIMIT 1",
            Text(count)).Single();
        Run(
            database,
            "INSERT INTO TCP_PORTS (start, end, module) VALUES ($1, $2, $3)",
            Text(start),
            Text(start + count - 1),
            module);
        Commit(database);
        return (int)start;
    }

    public static void Deallocate(string path, string module)
    {
        using var database = Open(path);
        Run(database, "BEGIN IMMEDIATE");
        Remove(database, module);
        Commit(database);
    }

    // Rows of modules m0, m1, …, each with one port, with or without a free port after each.
    public static void Fill(string path, int first, int ranges, int step)
    {
        using var database = Open(path);
        Run(database, "BEGIN IMMEDIATE");
        for (var i = 0; i < ranges; i++)
            Run(
                database,
                "INSERT INTO TCP_PORTS (start, end, module) VALUES ($1, $1, $2)",
                Text(first + (step * i)),
                "m" + Text(i));
        Run(database, "COMMIT");
    }

    public static void StopLog(string path)
    {
        using var database = Open(path);
        foreach (var change in (string[])["insert", "update", "delete"])
            Run(database, $"DROP TRIGGER labelhook_tcp_log_{change}");
    }

    // The time of the rows is that of now: they are pruned for their number, not for their age.
    public static void FillLog(string path, int rows)
    {
        using var database = Open(path);
        Run(
            database,
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CAST($1 AS INTEGER)) INSERT INTO "
                + "labelhook_log (time, protocol, start, end, module, is_allocated) SELECT CAST(strftime('%s', 'now') AS "
                + "INTEGER), 'tcp', 20001 + i % 25000, 20001 + i % 25000, 'm' || i % 1000, i % 2 FROM n",
            Text(rows));
    }

    private static sqlite3 Open(string path)
    {
        Check(null, raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READWRITE, null));
        Run(database, "PRAGMA synchronous = EXTRA");
        Run(database, "PRAGMA journal_mode = DELETE");
        return database;
    }

    private static void Remove(sqlite3 database, string module)
    {
        foreach (var row in Numbers(database, "SELECT rowid FROM TCP_PORTS WHERE module = $1", module))
            Run(database, "DELETE FROM TCP_PORTS WHERE rowid = $1", Text(row));
    }

    private static List<long> Numbers(sqlite3 database, string sql, string value)
    {
        var numbers = new List<long>();
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            Check(database, raw.sqlite3_bind_text(statement, 1, value));
            while (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
                numbers.Add(raw.sqlite3_column_int64(statement, 0));
        }

        return numbers;
    }

    private static void Commit(sqlite3 database)
    {
        Run(database, "UPDATE labelhook_schema SET last_change = $1", Guid.NewGuid().ToString("N"));
        Run(database, "COMMIT");
    }

    // Numbers are bound as text: the columns convert them.
    private static void Run(sqlite3 database, string sql, params ReadOnlySpan<string> values)
    {
        Check(database, raw.sqlite3_prepare_v2(database, sql, out var statement));
        using (statement)
        {
            for (var i = 0; i < values.Length; i++)
                Check(database, raw.sqlite3_bind_text(statement, i + 1, values[i]));
            int code;
            while ((code = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                // A pragma returns a row that nothing needs.
            }

            if (code != raw.SQLITE_DONE)
                Check(database, code);
        }
    }

    private static void Check(sqlite3? database, int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException(
                database is null ? $"SQLite says {code}" : raw.sqlite3_errmsg(database).utf8_to_string());
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
