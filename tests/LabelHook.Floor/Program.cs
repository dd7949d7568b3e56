using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LabelHook.Floor;

// What every .NET program pays to read a row of the ports database: its start, the connection and SQLite's parsing of the
// schema. Its argument is the database. It is no program for use.
internal static class Program
{
    private const int InvalidUsage = 2;

    public static int Main(string[] arguments)
    {
        if (arguments is not [var path])
            return InvalidUsage;
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadWrite;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(version) FROM labelhook_schema";
        Console.WriteLine(command.ExecuteScalar());
        return 0;
    }
}
