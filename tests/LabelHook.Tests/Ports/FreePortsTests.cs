using CsCheck;
using LabelHook.Database;
using LabelHook.Ports;
using Microsoft.Data.Sqlite;

namespace LabelHook.Tests.Ports;

// The gaps that the triggers keep are what is free, whoever writes, in whatever state the rows were before.
public sealed class FreePortsTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();

    private PortsManager Manager => new(new PortsOptions { Database = _folder["ports.sqlite"], AvoidInUse = false });

    static FreePortsTests() =>
        System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(SqliteFile).TypeHandle);

    [Fact]
    public void The_gaps_are_what_the_rows_leave_free_after_any_statements()
    {
        var port = Gen.Int[1, 40];
        var statement = Gen.OneOf(
            Gen.Select(
                port,
                Gen.Int[0, 5],
                (start, more) => $"INSERT INTO TCP_PORTS VALUES ({start}, {start + more}, 'x{start}')"),
            Gen.Select(
                port,
                Gen.Int[0, 5],
                (start, more) => $"INSERT OR REPLACE INTO TCP_PORTS VALUES ({start}, {start + more}, 'y')"),
            Gen.Select(
                port,
                Gen.Int[0, 5],
                (start, more) => $"INSERT OR IGNORE INTO TCP_PORTS VALUES ({start}, {start + more}, 'z')"),
            port.Select(start => $"DELETE FROM TCP_PORTS WHERE start >= {start} AND start < {start} + 9"),
            port.Select(start => $"UPDATE TCP_PORTS SET end = end + 1 WHERE start = {start}"),
            Gen.Select(
                port,
                port,
                (start, other) =>
                    $"UPDATE OR IGNORE TCP_PORTS SET start = {other}, end = {other} WHERE start = {start}"),
            Gen.Select(
                Gen.Int[-1, 9],
                port,
                (row, start) =>
                    $"INSERT OR REPLACE INTO TCP_PORTS (rowid, start, end, module) VALUES ({row}, {start}, "
                        + $"{start + 2}, 'placed')"),
            Gen.Select(
                Gen.Int[-1, 9],
                Gen.Int[-1, 9],
                (row, other) => $"UPDATE OR REPLACE TCP_PORTS SET rowid = {row} WHERE rowid = {other}"),
            Gen.Const("INSERT INTO TCP_PORTS VALUES (65530, 65535, 'top')"));
        var odd = Gen.OneOf(
            Gen.Select(
                port,
                Gen.Int[-1, 9],
                (start, more) => $"INSERT INTO TCP_PORTS VALUES ({start}, {start + more}, 'before')"),
            port.Select(start => $"INSERT INTO TCP_PORTS VALUES ({start}.5, {start + 2}.5, 'real')"),
            Gen.Const("INSERT INTO TCP_PORTS VALUES ('a', 'b', 'text')"),
            Gen.Const("INSERT INTO TCP_PORTS VALUES (0, 70000, 'all')"));

        Gen.Select(odd.List[0, 4], statement.List[1, 25]).Sample(
            (before, after) =>
            {
                using var file = new SqliteConnection("Data Source=:memory:");
                file.Open();
                Run(file, "CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);");
                foreach (var row in before)
                    Run(file, row);
                for (var version = 1; version <= PortsSchema.Version; version++)
                    Run(file, PortsSchema.Step(version));
                Assert.Equal(Free(file), Gaps(file));
                foreach (var change in after)
                {
                    Run(file, change);
                    Assert.Equal(Free(file), Gaps(file));
                }
            },
            iter: 300);
    }

    [Fact]
    public void A_block_is_placed_correctly_with_and_without_gaps()
    {
        Gen.Select(Gen.Select(Gen.Int[1, 30], Gen.Int[1, 4]).List[0, 8], Gen.Int[1, 6], Gen.Int[1, 30]).Sample(
            (rows, count, from) =>
            {
                using var folder = TemporaryFolder.InMemory();
                var manager = new PortsManager(
                    new PortsOptions { Database = folder["ports.sqlite"], AvoidInUse = false });
                foreach (var (start, size) in rows)
                {
                    try
                    {
                        manager.ClaimPorts(
                            PortRange.FromStart(start, size), ModuleName.Parse($"m{start % 3}"), Protocol.Tcp);
                    }
                    catch (LabelHookException)
                    {
                        // some of them were taken
                    }
                }

                using var database = PortsDatabase.OpenToRead(folder["ports.sqlite"], TimeSpan.FromSeconds(5));
                var given = database.AllocationsOf(Protocol.Tcp, "m1");

                Assert.Equal(
                    FreePorts.BetweenRows(database.Allocations(Protocol.Tcp), given).FindLowest(count, from),
                    FreePorts.InDatabase(database, Protocol.Tcp, given).FindLowest(count, from));
            },
            iter: 60);
    }

    [Fact]
    public void Ports_of_overlapping_rows_are_allocated_until_the_last_row_is_deleted()
    {
        Run(
            "CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL); INSERT INTO "
                + "TCP_PORTS VALUES (20001, 20010, 'a'), (20003, 20004, 'b'), (20012, 20012, 'c')");

        Assert.Equal("20011", $"{Manager.AllocatePorts(1, One, Protocol.Tcp).Ports}");
        Manager.DeallocatePorts(ModuleName.Parse("a"), Protocol.Tcp);
        Assert.Equal("20005-20010", $"{Manager.AllocatePorts(6, ModuleName.Parse("two"), Protocol.Tcp).Ports}");
        Manager.DeallocatePorts(ModuleName.Parse("b"), Protocol.Tcp);
        Assert.Equal("20001-20004", $"{Manager.AllocatePorts(4, ModuleName.Parse("three"), Protocol.Tcp).Ports}");
    }

    public void Dispose() => _folder.Dispose();

    private void Run(string sql)
    {
        using var file = new SqliteConnection($"Data Source={_folder["ports.sqlite"]};Pooling=False");
        file.Open();
        Run(file, sql);
    }

    private static void Run(SqliteConnection file, string sql)
    {
        try
        {
            using var command = file.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        catch (SqliteException error) when (error.SqliteErrorCode == 19)
        {
            // refused by a trigger
        }
    }

    private static string Gaps(SqliteConnection file) => string.Join(
        ' ',
        Pairs(file, "SELECT start, end FROM labelhook_gaps WHERE protocol = 'tcp' ORDER BY start").Select(
            gap => $"{gap.Start}-{gap.End}"));

    private static string Free(SqliteConnection file)
    {
        var taken = new bool[65537];
        foreach (var (start, end) in Pairs(file, "SELECT start, end FROM TCP_PORTS WHERE typeof(start) <> 'text'"))
        {
            for (var port = Math.Max(1, (int)Math.Floor(start)); port <= Math.Min(65535, Math.Ceiling(end)) && start <= end; port++)
                taken[port] = true;
        }

        taken[65536] = true;
        var free = new List<string>();
        for (var port = 1; port <= 65535; port++)
        {
            if (taken[port])
                continue;
            var start = port;
            while (!taken[port + 1])
                port++;
            free.Add($"{start}-{port}");
        }

        return string.Join(' ', free);
    }

    private static List<(double Start, double End)> Pairs(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var pairs = new List<(double, double)>();
        while (reader.Read())
            pairs.Add((reader.GetDouble(0), reader.GetDouble(1)));
        return pairs;
    }
}
