
namespace LabelHook.Acceptance.Ports;

// Statements against the ports tables in all the forms that SQLite knows, most of them in order, some of them not.
public sealed class SqlAttack(Random random)
{
    // Few ports and rows, so that statements meet.
    private const int Ports = 60;
    private const int LastPort = 65535;
    private const int Rows = 12;
    private const int LongestBlock = 6;

    // One value in so many is no port and no name at all.
    private const int Oddity = 25;

    private static readonly string[] Conflicts =
        ["", "", "OR REPLACE", "OR IGNORE", "OR ABORT", "OR FAIL", "OR ROLLBACK"];

    private static readonly string[] Odd = ["NULL", "'x'", "1.5", "0", "-1", "65536", "x'31'", "''", "9e99"];

    private static readonly string[] Names = ["rowid", "_rowid_", "oid"];

    private string Table => random.Next(3) > 0 ? "TCP_PORTS" : "UDP_PORTS";

    private string Conflict => Of(Conflicts);

    private string Row => Number(random.Next(-1, Rows));

    private string Module => random.Next(Oddity) == 0 ? Of(Odd) : $"'m{random.Next(5)}'";

    private string Condition => random.Next(4) switch
    {
        0 => $"rowid = {Row}",
        1 => $"rowid % {random.Next(2, 5)} = 1",
        2 => $"start > {Port}",
        _ => $"module = {Module}",
    };

    private string Port => random.Next(Oddity) == 0 ? Of(Odd) : Number(
        random.Next(10) == 0 ? LastPort - random.Next(LongestBlock) : random.Next(1, Ports));

    // Statements, alone, in transactions and after savepoints.
    public IEnumerable<string> Take(int count)
    {
        while (count > 0)
        {
            string[] some = [.. Enumerable.Range(0, Math.Min(count, random.Next(1, 9))).Select(_ => Statement())];
            count -= some.Length;
            yield return random.Next(5) switch
            {
                0 => $"BEGIN;\n{Together(some)}COMMIT;\n",
                1 => $"BEGIN IMMEDIATE;\n{Together(some)}ROLLBACK;\n",
                2 => $"SAVEPOINT s;\n{Together(some)}ROLLBACK TO s;\n{Statement()};\nRELEASE s;\n",
                _ => Together(some),
            };
        }
    }

    private static string Together(IEnumerable<string> statements) =>
        string.Concat(statements.Select(statement => statement + ";\n"));

    private string Statement() => random.Next(14) switch
    {
        0 or 1 or 2 => $"INSERT {Conflict} INTO {Table} VALUES {Block()}",
        3 => $"INSERT {Conflict} INTO {Table} VALUES {Block()}, {Block()}, {Block()}",
        4 or 5 => $"INSERT {Conflict} INTO {Table} ({Of(Names)}, start, end, module) VALUES ({Row}, {Block()[1..]}",
        6 =>
            $"INSERT INTO {Table} (rowid, start, end, module) VALUES ({Row}, {Block()[1..]} ON CONFLICT DO "
                + $"{(random.Next(2) == 0 ? "NOTHING" : $"UPDATE SET start = excluded.start, end = excluded.end")}",
        7 =>
            $"INSERT {Conflict} INTO {Table} SELECT start + {random.Next(9)}, end + {random.Next(9)}, module FROM "
                + $"{Table} WHERE {Condition}",
        8 => $"UPDATE {Conflict} {Table} SET (start, end, module) = {Block()} WHERE {Condition}",
        9 => $"UPDATE {Conflict} {Table} SET end = end {(random.Next(2) == 0 ? "+" : "-")} 1 WHERE {Condition}",
        10 => $"UPDATE {Conflict} {Table} SET {Of(Names)} = {Row} WHERE {Condition}",
        11 => $"UPDATE {Conflict} {Table} SET module = {Module}, {Of(Names)} = {Row} WHERE {Condition}",
        12 => $"REPLACE INTO {Table} VALUES {Block()}",
        _ => $"DELETE FROM {Table}{(random.Next(20) == 0 ? "" : " WHERE " + Condition)}",
    };

    private string Block()
    {
        var start = Port;
        return $"({start}, {(random.Next(Oddity) == 0 ? Of(Odd) : $"{start} + {random.Next(LongestBlock)}")}, {Module})";
    }

    private string Of(string[] choice) => choice[random.Next(choice.Length)];

    private static string Number(int value) => value.ToString();
}
