using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Python;

public sealed class MixedWritersTests
{
    private const int Writers = 4;

    private const int Blocks = 8;

    private const string Overlaps =
        "SELECT count(*) FROM TCP_PORTS a JOIN TCP_PORTS b ON a.rowid < b.rowid AND a.start <= b.end AND a.end >= "
            + "b.start";

    private const string ThroughLabelHook = """
        import sys
        import node.ports_manager
        for block in range(int(sys.argv[2])):
            node.ports_manager.allocate_ports(3, sys.argv[1], "tcp", keep_existing=True)
        """;

    // Blocks that are not in the log, by their writers: LabelHook names its command.
    private const string Unlogged = """
        SELECT count(*) FROM TCP_PORTS AS row WHERE module <> 'first' AND NOT EXISTS (
            SELECT 1 FROM labelhook_log WHERE (start, end, module, is_allocated) = (row.start, row.end, row.module, 1)
                AND command IS CASE WHEN row.module LIKE 'hook%' THEN 'allocate' END)
        """;

    // Looks, and writes without a lock in between, as NS8's own code does; what is refused it tries again.
    private const string PlainSql = """
        import sqlite3, sys
        done = 0
        while done < int(sys.argv[2]):
            with sqlite3.connect("./ports.sqlite", isolation_level="EXCLUSIVE", timeout=60) as database:
                start = 20001
                for first, last in database.execute("SELECT start, end FROM TCP_PORTS ORDER BY start").fetchall():
                    if first > start + 2:
                        break
                    start = last + 1
                try:
                    database.execute("INSERT INTO TCP_PORTS (start, end, module) VALUES (?, ?, ?)", (start, start + 2, sys.argv[1]))
                    done += 1
                except sqlite3.IntegrityError:
                    pass
            database.close()
        """;

    [Fact]
    public async Task Python_through_LabelHook_and_plain_SQL_never_share_a_port()
    {
        await using var node = new PythonNode();
        await node.MakeNs8DatabaseAsync();
        await node.EvaluateAsync("allocate_ports(1, 'first', 'tcp')");
        var blocks = Blocks.ToString();

        var results = await Task.WhenAll(Enumerable.Range(0, Writers).SelectMany(number => (Task<CommandResult>[])
        [
            node.Python.RunAsync("-c", ThroughLabelHook, $"hook{number}", blocks),
            node.Python.RunAsync("-c", PlainSql, $"plain{number}", blocks),
        ]));

        Figures.Add("mixed-writers", ("writers", results.Length), ("blocks", results.Length * Blocks));
        Assert.All(results, result => result.Succeeded());
        Assert.Equal("0", await node.SqlAsync(Overlaps));
        Assert.Equal("0", await node.SqlAsync(Unlogged));
        Assert.Equal($"{2 * Writers}|{2 * Writers * Blocks}|{2 * Writers * Blocks * 3}",
            await node.SqlAsync(
                "SELECT count(DISTINCT module), count(*), sum(end - start + 1) FROM TCP_PORTS WHERE module <> "
                    + "'first'"));
    }

    [Fact]
    public async Task The_harness_detects_an_overlap()
    {
        await using var node = new PythonNode();

        await node.MakeNs8DatabaseAsync("INSERT INTO TCP_PORTS VALUES (20001, 20003, 'a1'), (20003, 20005, 'b1')");

        Assert.Equal("1", await node.SqlAsync(Overlaps));
    }
}
