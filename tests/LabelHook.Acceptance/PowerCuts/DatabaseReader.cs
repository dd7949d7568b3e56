using System.Globalization;
using System.Security.Cryptography;
using LabelHook.Acceptance.Ports;
using Microsoft.Data.Sqlite;

namespace LabelHook.Acceptance.PowerCuts;

// Opens the ports databases of crash states with SQLite, which rolls back their journals; equal ones once.
public sealed class DatabaseReader : IDisposable
{
    private const string Name = "ports.sqlite";

    // Tables that differ between runs: the mark of the last change, and times.
    private static readonly string[] Fleeting = ["labelhook_schema", "labelhook_since", "labelhook_log"];

    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(
            $"/dev/shm/labelhook-{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetTempPath()))}-{Guid.NewGuid():N}")
        : Directory.CreateTempSubdirectory("labelhook-");

    private readonly Dictionary<string, DatabaseSnapshot> _views = new(StringComparer.Ordinal);

    static DatabaseReader() => SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());

    public int Opened => _views.Count;

    public DatabaseSnapshot Read(CrashState state, string path)
    {
        var parts = state.Files
            .Where(
                file => file.Key.StartsWith(path, StringComparison.Ordinal)
                    && !file.Key.EndsWith(".lock", StringComparison.Ordinal))
            .OrderBy(file => file.Key, StringComparer.Ordinal).ToArray();
        if (!parts.Any(part => part.Key == path))
            return DatabaseSnapshot.Empty;
        var key = string.Concat(parts.Select(part => part.Key + Convert.ToHexString(SHA256.HashData(part.Value))));
        if (_views.TryGetValue(key, out var known))
            return known;

        foreach (var file in _folder.EnumerateFiles())
            file.Delete();
        foreach (var part in parts)
            File.WriteAllBytes(Path.Join(_folder.FullName, Name + part.Key[path.Length..]), part.Value);
        return _views[key] = Read();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private DatabaseSnapshot Read()
    {
        var text =
            new SqliteConnectionStringBuilder { DataSource = Path.Join(_folder.FullName, Name), Pooling = false };
        using var connection = new SqliteConnection(text.ConnectionString);
        try
        {
            connection.Open();
            Rows(connection, "PRAGMA synchronous = OFF");
            var integrity = string.Join(' ', Rows(connection, "PRAGMA integrity_check").Select(row => row[0]));
            if (integrity != "ok")
                return DatabaseSnapshot.Empty with { Damage = integrity };
            var tables = Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
            var lines = tables.ToDictionary(
                table => table[0], table => Lines(connection, table[0]), StringComparer.Ordinal);
            string[] protocols =
                [.. ((string[])["TCP", "UDP"]).Where(protocol => lines.ContainsKey(protocol + "_PORTS"))];
            AllocatedRow[] held = [.. protocols.SelectMany(protocol => Held(connection, protocol))];
            var damage = Overlap(held) is { Length: > 0 } overlap ? overlap : LogError(connection, tables, held);
            return new DatabaseSnapshot(damage, Text(_ => true), Text(table => !Fleeting.Contains(table)), held);

            string Text(Func<string, bool> wanted) =>
                string.Join(
                    '\n',
                    lines.Where(table => wanted(table.Key)).SelectMany(table => table.Value.Prepend(table.Key + ":")));
        }
        catch (Exception error) when (error is SqliteException or FormatException)
        {
            return DatabaseSnapshot.Empty with { Damage = error.Message };
        }
    }

    private static string[] Lines(SqliteConnection connection, string table) =>
        [
            .. Rows(connection, $"SELECT * FROM {table}")
                .Select(row => string.Join('|', row))
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<AllocatedRow> Held(SqliteConnection connection, string protocol) =>
        Rows(connection, $"SELECT start, end, module FROM {protocol}_PORTS ORDER BY start")
            .Select(row => new AllocatedRow(protocol, Number(row[0]), Number(row[1]), row[2]));

    // Every node here has a log from its first change on.
    private static string LogError(SqliteConnection connection, List<string[]> tables, AllocatedRow[] held)
    {
        if (!tables.Exists(table => table[0] == "labelhook_log"))
            return "";
        var log = Rows(connection, "SELECT upper(protocol), start, end, module, is_allocated FROM labelhook_log")
            .Select(row => ($"{row[3]}/{row[0]}", Number(row[1]), Number(row[2]), row[4] == "1"));
        var rows = held.Select(row => ($"{row.Module}/{row.Protocol}", row.Start, row.End));
        return LogBalance.Errors([], log, rows).FirstOrDefault("");
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Overlap(AllocatedRow[] held) =>
        held.Zip(held.Skip(1))
            .Where(pair => pair.First.Protocol == pair.Second.Protocol && pair.First.End >= pair.Second.Start)
            .Select(pair => $"{pair.First} overlaps {pair.Second}").FirstOrDefault("");

    private static List<string[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}")]);
        return rows;
    }
}
