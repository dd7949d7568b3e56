using LabelHook.Linux;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LabelHook.Database;

// A connection to a SQLite file that syncs what it acknowledges. The one file that knows Microsoft.Data.Sqlite.
internal sealed class SqliteFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly string _path;

    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal); // not in use, by their SQL

    static SqliteFile() => raw.SetProvider(new SQLite3Provider_e_sqlite3());

    private SqliteFile(SqliteConnection connection, string path)
    {
        _connection = connection;
        _path = path;
    }

    public enum Access
    {
        Read,
        Change,
        Make,

        // A copy in memory, to show what a change would do.
        Preview,
    }

    // Whether to keep prepared statements. To prepare one again takes longer than to run it, but the memory of those that
    // are kept slows down the others.
    public bool KeepsStatements { get; set; }

    public static SqliteFile Open(string path, Access access, TimeSpan wait)
    {
        if (access == Access.Preview)
            return Copy(path, wait);

        // Who only looks may have to roll back what a killed writer left; SQLite itself reads only where it may not write.
        var mode = access == Access.Make ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite;
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var file = new SqliteFile(new SqliteConnection(text.ConnectionString), path);
        try
        {
            file.Guard(file._connection.Open);
            file.Execute($"PRAGMA busy_timeout = {(int)wait.TotalMilliseconds}");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Execute(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Command(sql, values);
        Guard(() => command.ExecuteNonQuery());
        Keep(sql, command);
    }

    public object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Command(sql, values);
        object? result = null;
        Guard(() => result = command.ExecuteScalar());
        Keep(sql, command);
        return result is DBNull ? null : result;
    }

    // Reads all rows; a column is a long, a double, a string, bytes or null.
    public List<object?[]> Rows(string sql, params ReadOnlySpan<object?> values) => [.. Stream(sql, values.ToArray())];

    // Reads row by row. Other processes cannot commit a change before the last one is read.
    public IEnumerable<object?[]> Stream(string sql, params object?[] values)
    {
        var command = Command(sql, values);
        using (var reader = Guard(command.ExecuteReader))
        {
            Func<bool> read = reader.Read;
            var columns = reader.FieldCount;
            while (Guard(read))
            {
                var row = new object?[columns];
                for (var i = 0; i < columns; i++)
                    row[i] = Value(reader.Handle!, i);
                yield return row;
            }
        }

        Keep(sql, command);
    }

    public void Dispose() => _connection.Dispose();

    // path: A missing file is empty.
    private static SqliteFile Copy(string path, TimeSpan wait)
    {
        var copy = new SqliteFile(new SqliteConnection("Data Source=:memory:"), path);
        try
        {
            copy.Guard(copy._connection.Open);
            if (File.Exists(path))
            {
                using var original = Open(path, Access.Read, wait);
                original.Guard(() => original._connection.BackupDatabase(copy._connection));
            }

            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> values)
    {
        if (_prepared.Remove(sql, out var command))
        {
            command.Parameters.Clear();
        }
        else
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue($"${i + 1}", values[i] ?? DBNull.Value);
        return command;
    }

    private void Keep(string sql, SqliteCommand command)
    {
        if (KeepsStatements)
            _prepared[sql] = command;
        else
            command.Dispose();
    }

    // The reader's own way to a value asks SQLite for its type several times.
    private static object? Value(sqlite3_stmt statement, int column) =>
        raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_INTEGER => raw.sqlite3_column_int64(statement, column),
            raw.SQLITE_FLOAT => raw.sqlite3_column_double(statement, column),
            raw.SQLITE_TEXT => raw.sqlite3_column_text(statement, column).utf8_to_string(),
            raw.SQLITE_BLOB => raw.sqlite3_column_blob(statement, column).ToArray(),
            _ => null,
        };

    // SQLite's own words, which come as SQLite Error 19: 'words'.
    private static string Plain(SqliteException error) => error.Message.Split('\'', 2)[^1].TrimEnd('.', '\'');

    // SQLite does not say why. The file is not opened for that: closing it would take away the locks that this process
    // has on it.
    private string Reason()
    {
        foreach (var (path, mode) in ((string, int)[])[(_path, Libc.MayReadAndWrite), (Path.GetDirectoryName(_path)!, Libc.MayWriteAndSearch)])
        {
            if (Libc.AccessAt(Libc.CurrentFolder, path, mode, 0) != 0 && Errno.Last is not Errno.NotFound and var error)
                return $": {Errno.Words(error)}";
        }

        return "";
    }

    private void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    // https://sqlite.org/rescode.html.
    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException error)
        {
            throw new LabelHookException(
                error.SqliteErrorCode switch
                {
                    5 or 6 => DatabaseProblems.Busy(_path, LockHolder.Find(_path)),
                    11 or 26 => DatabaseProblems.Damaged(_path),
                    19 => DatabaseProblems.ChangeRefused(_path, Plain(error)),
                    8 => DatabaseProblems.Unusable(_path, $"it cannot be written to{Reason()}"),
                    10 => DatabaseProblems.Unusable(_path, "the disk reports an error"),
                    13 => DatabaseProblems.Unusable(_path, "the disk is full"),
                    14 => DatabaseProblems.Unusable(_path, $"it cannot be opened{Reason()}"),
                    _ => DatabaseProblems.Unusable(_path, Plain(error)),
                },
                error);
        }
    }
}
