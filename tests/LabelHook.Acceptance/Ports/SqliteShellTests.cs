using System.Globalization;
using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Ports;

// The SQLite shell as an attacker: no statement on the ports tables makes blocks overlap or makes LabelHook's own
// tables wrong.
public sealed class SqliteShellTests
{
    private const int LastPort = 65535;

    private static readonly int Batches = Sweep.IsFull ? 1000 : 12;

    private static readonly int Statements = Sweep.IsFull ? 100 : 60;

    // The accepted errors; any other would mean that the statement was never tried.
    private static readonly string[] Refusals =
        [
            "must be whole numbers", "must lie in 1-65535", "must be named", "overlap those of another row",
            "take the place of another", "a number below 0", "constraint failed", "datatype mismatch",
            "no transaction is active", "no such savepoint: s",
        ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_statement_of_the_shell_causes_overlaps_or_wrong_gaps_and_times(
        bool recursive)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var folder = new TemporaryFolder();
        await using var node = new Node(
            LabelHookProgram.Command,
            "--config",
            folder.Write("labelhook.yaml", "avoid-in-use: false\nband: 1-65535\n"));
        await node.InstallAsync(
            "m1",
            folder.Write(
                "m1.yaml",
                "labels:\n  org.nethserver.tcp-ports-demand: \"3\"\n  org.nethserver.udp-ports-demand: \"2\"\n"));
        var seed = Seed.Draw();
        var attack = new SqlAttack(new Random(seed));
        var refused = 0;

        for (var batch = 0; batch < Batches; batch++)
        {
            var script = string.Concat(attack.Take(Statements));
            var errors = (await ShellAsync(
                node,
                $"PRAGMA recursive_triggers = {recursive};\nPRAGMA synchronous = OFF;\n{RestartLog}\n{script}")).Errors.Split(
                '\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.DoesNotContain(
                errors, error => !Array.Exists(Refusals, refusal => error.Contains(refusal, StringComparison.Ordinal)));
            refused += errors.Length;
            var wrong = Wrong((await ShellAsync(node, Look)).Succeeded().Lines).ToList();
            Assert.True(
                wrong.Count == 0, $"LABELHOOK_SEED={seed}, batch {batch}: {string.Join('\n', wrong)}\n{script}");
        }

        (await node.RunAsync("allocate", "last1", "9", "--protocol", "tcp")).Succeeded();
        Assert.Empty(Wrong((await ShellAsync(node, Look)).Succeeded().Lines));
        Assert.InRange(refused, Batches, (Batches * Statements * 3 / 4));
        Sweep.Count("sqlite-shell", recursive ? "recursive triggers" : "triggers as they are", Batches * Statements);
    }

    [Theory]
    [InlineData("INSERT INTO labelhook_gaps VALUES ('tcp', 2, 2)")]
    [InlineData("DELETE FROM labelhook_gaps WHERE protocol = 'udp' AND start = 6")]
    [InlineData("DELETE FROM labelhook_since WHERE start = 1")]
    [InlineData("UPDATE labelhook_since SET end = end + 1 WHERE protocol = 'udp'")]
    [InlineData("DROP TRIGGER labelhook_tcp_insert; INSERT INTO TCP_PORTS VALUES (3, 4, 'm2')")]
    [InlineData("DROP TRIGGER labelhook_udp_gap_delete; DELETE FROM UDP_PORTS")]
    [InlineData("DROP TRIGGER labelhook_tcp_log_delete; DELETE FROM TCP_PORTS")]
    [InlineData("UPDATE labelhook_log SET end = end + 1 WHERE protocol = 'udp'")]
    public async Task The_harness_detects_wrong_rows(string lie)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        await using var folder = new TemporaryFolder();
        await using var node = new Node(
            LabelHookProgram.Command,
            "--config",
            folder.Write("labelhook.yaml", "avoid-in-use: false\nband: 1-65535\n"));
        await node.InstallAsync(
            "m1",
            folder.Write(
                "m1.yaml",
                "labels:\n  org.nethserver.tcp-ports-demand: \"3\"\n  org.nethserver.udp-ports-demand: \"5\"\n"));
        Assert.Empty(Wrong((await ShellAsync(node, Look)).Succeeded().Lines));

        (await ShellAsync(node, lie)).Succeeded();

        Assert.NotEmpty(Wrong((await ShellAsync(node, Look)).Succeeded().Lines));
    }

    // So that the log of one batch is checked, and not that of all.
    private const string RestartLog = """
        DELETE FROM labelhook_log;
        INSERT INTO labelhook_log (time, protocol, start, end, module, is_allocated)
            SELECT unixepoch(), 'tcp', start, end, module, 1 FROM TCP_PORTS
            UNION ALL SELECT unixepoch(), 'udp', start, end, module, 1 FROM UDP_PORTS;
        """;

    private static string Look => """
        PRAGMA integrity_check;
        SELECT 'odd', protocol FROM labelhook_odd;
        SELECT 'tcp', 'row', start, end, module FROM TCP_PORTS;
        SELECT 'udp', 'row', start, end, module FROM UDP_PORTS;
        SELECT protocol, 'since', start, end, module FROM labelhook_since;
        SELECT protocol, 'gap', start, end FROM labelhook_gaps;
        SELECT protocol, 'log', start, end, module FROM labelhook_log GROUP BY protocol, start, end, module HAVING sum(2 * is_allocated - 1) = 1;
        SELECT protocol, 'log', 'wrong', start, end, module FROM labelhook_log GROUP BY protocol, start, end, module HAVING sum(2 * is_allocated - 1) NOT IN (0, 1);
        """;

    private static Task<CommandResult> ShellAsync(Node node, string script) =>
        (new Command("sqlite3") { Input = script }).RunAsync("-separator", " ", Path.Join(node.State, "ports.sqlite"));

    // The inconsistencies: each port must belong to one row or one gap, and each row must have a time.
    private static IEnumerable<string> Wrong(IReadOnlyList<string> lines)
    {
        if (!string.Equals(lines[0], "ok", StringComparison.Ordinal)
            || lines.Any(line => line.StartsWith("odd ", StringComparison.Ordinal)))
            yield return string.Join('\n', lines);
        foreach (var protocol in (string[])["tcp", "udp"])
        {
            var all = lines.Where(line => line.StartsWith(protocol, StringComparison.Ordinal))
                .Select(line => line.Split(' '))
                .ToLookup(words => words[1], words => words[2..]);
            var (next, before) = (1, "");
            var blocks = all["row"].Select(words => ("row", words)).Concat(all["gap"].Select(words => ("gap", words)))
                .OrderBy(block => Port(block.words[0]));
            foreach (var (kind, words) in blocks)
            {
                var (start, end) = (Port(words[0]), Port(words[1]));
                if (start != next || end < start || end > LastPort || (kind, before) == ("gap", "gap"))
                    yield return $"{protocol} {kind} {start}-{end}, where {next} should be next";
                (next, before) = (end + 1, kind);
            }

            if (next != LastPort + 1)
                yield return $"{protocol} ports from {next} on are lost";
            var rows = Sorted(all["row"]);
            foreach (var kind in (string[])["since", "log"])
            {
                if (!rows.SequenceEqual(Sorted(all[kind]), StringComparer.Ordinal))
                    yield return $"{protocol} rows {string.Join(", ", rows)}, but {kind} has {string.Join(", ", Sorted(all[kind]))}";
            }
        }
    }

    private static List<string> Sorted(IEnumerable<string[]> rows) =>
        [.. rows.Select(words => string.Join(' ', words)).Order(StringComparer.Ordinal)];

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : -1;
}
