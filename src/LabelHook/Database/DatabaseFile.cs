using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Database;

// The file of a ports database and the lock file beside it. A file that is not a ports database is rejected before
// anything is written to it.
internal sealed class DatabaseFile : IDisposable
{
    // Smallest size in bytes of a SQLite file that is not empty: its header; https://sqlite.org/fileformat.html.
    private const int HeaderSize = 100;

    // Every SQLite file is a multiple of this size in bytes; https://sqlite.org/fileformat.html.
    private const int SmallestPage = 512;

    private readonly string _path;
    private readonly SqliteFile.Access _access;
    private readonly TimeSpan _wait;
    private SqliteFile? _connection;
    private LabelHookException? _failure; // of the last attempt to open the file again

    public DatabaseFile(string path, SqliteFile.Access access, TimeSpan wait)
    {
        _path = Path.GetFullPath(path);
        _access = access;
        _wait = wait;
        if (!Exists(path))
        {
            if (access == SqliteFile.Access.Preview)
                Connect(access);
            return;
        }

        // SQLite would take a file of one byte for a new one, and fill up a page that was cut off. With a journal it knows
        // what the page was.
        var size = Status(path).Size;
        if (size < HeaderSize || (size % SmallestPage != 0 && !File.Exists(path + "-journal")))
            throw new LabelHookException(DatabaseProblems.Damaged(path));
        Connect(access);
    }

    // Version of the schema; 0 when LabelHook's tables are missing.
    public int Version { get; private set; }

    // As SqliteFile.KeepsStatements.
    public bool KeepsStatements
    {
        get;
        set
        {
            field = value;
            _connection?.KeepsStatements = value;
        }
    }

    public bool IsPreview => _access == SqliteFile.Access.Preview;

    public bool IsOpen => _connection is not null;

    private SqliteFile Connection =>
        _failure is null ? _connection! : throw new LabelHookException(_failure.Problem, _failure);

    // The content of the lock file once the database has been written to.
    private static ReadOnlySpan<byte> InitializedMark => "this node has a ports database\n"u8;

    // Throws: the file system does not tell.
    public static bool Exists(string path) => Status(path).Size > 0;

    // Whether the database has ever been written to, even if it is missing now.
    public static bool WasInitialized(string path) => Status(LockPath(path)).Size > 0;

    public void Execute(string sql, params ReadOnlySpan<object?> values) => Connection.Execute(sql, values);

    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Connection.Scalar(sql, values);

    public List<object?[]> Rows(string sql, params ReadOnlySpan<object?> values) => Connection.Rows(sql, values);

    public IEnumerable<object?[]> Stream(string sql, params object?[] values) => Connection.Stream(sql, values);

    public bool HasTable(string name) =>
        Scalar("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1 COLLATE NOCASE", name) is not null;

    public void Create()
    {
        var error = FolderSync.MakeFolder(Path.GetDirectoryName(_path)!, out var isMade);
        if (error != 0)
            throw Unusable($"its folder cannot be {(isMade ? "synced" : "made")}: {Errno.Words(error)}");
        Connect(SqliteFile.Access.Make);
    }

    public void Reopen()
    {
        _connection!.Dispose();
        try
        {
            Connect(SqliteFile.Access.Change);
        }
        catch (LabelHookException error)
        {
            _failure = error;
            throw;
        }
    }

    // Another process may have migrated the file since this one opened it. The caller holds the write lock.
    public void RefreshVersion()
    {
        if (Version != PortsSchema.Version)
            Version = HasTable("labelhook_schema") ? ReadVersion(Connection) : 0;
    }

    // Runs the scripts that bring the schema up to date.
    // Returns: the version before.
    public int Migrate()
    {
        var found = Version;
        for (var version = found + 1; version <= PortsSchema.Version; version++)
            Execute(PortsSchema.Step(version));
        Version = PortsSchema.Version;
        return found;
    }

    // After a rollback of what Migrate did.
    public void RestoreVersion(int version) => Version = version;

    // Makes the last commit last before anyone relies on it: its process may have been killed before it synced the folder.
    public void SyncFolder()
    {
        if (IsOpen && !IsPreview && FolderSync.SyncFound(Libc.CurrentFolder, Path.GetDirectoryName(_path)!) is var error and not 0)
            throw Unusable($"its folder cannot be synced: {Errno.Words(error)}");
    }

    // SQLite polls for its own lock, and unlucky processes starve. The queue of this one is fair.
    public FileLock AcquireWriteLock()
    {
        const int Flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenCloseOnExec;
        var path = LockPath(_path);
        var number = Libc.OpenAt(Libc.CurrentFolder, path, Flags, 0b110_100_100); // opened by .NET it would be locked
        if (number < 0)
            throw Unusable($"its lock cannot be opened: {Errno.Words(Errno.Last)}");
        var writeLock = FileLock.Take(new SafeFileHandle(number, ownsHandle: true), _wait, out var error);
        if (writeLock is not null)
            return writeLock;
        throw error == Errno.WouldBlock
            ? new LabelHookException(DatabaseProblems.Busy(_path, LockHolder.Find(path)))
            : Unusable($"its lock cannot be taken: {Errno.Words(error)}");
    }

    // Notes in the lock file that there is a database, so that a missing one is not started anew.
    public static void MarkInitialized(FileLock writeLock) => writeLock.Mark(InitializedMark);

    // The process that created the database may have died before it left the mark, and before its commit was synced.
    public void MarkInitialized()
    {
        if (Version == 0 || WasInitialized(_path))
            return;
        using var writeLock = AcquireWriteLock();
        SyncFolder();
        MarkInitialized(writeLock);
    }

    public void Dispose() => _connection?.Dispose();

    private static string LockPath(string path) => path + ".lock";

    private static FileStatus Status(string path) => FileStatus.Read(path, out var status) switch
    {
        0 or Errno.NotFound or Errno.NotAFolder => status,
        var error => throw new LabelHookException(DatabaseProblems.Unusable(path, Errno.Words(error))),
    };

    private LabelHookException Unusable(string reason) => new(DatabaseProblems.Unusable(_path, reason));

    private void Connect(SqliteFile.Access access)
    {
        _connection = SqliteFile.Open(_path, access, _wait);
        _connection.KeepsStatements = KeepsStatements;
        try
        {
            Check(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    private void Check(SqliteFile connection)
    {
        var tables = connection.Rows("SELECT name FROM sqlite_master WHERE type = 'table'")
            .Select(row => (string)row[0]!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hasVersion = tables.Contains("labelhook_schema");
        if (!hasVersion)
            CheckForeign(connection, tables);
        Version = hasVersion ? ReadVersion(connection) : 0;
        if (_access is SqliteFile.Access.Change)
            MakeDurable(connection);
    }

    // Rejects the database of another program: without LabelHook's tables it must have those of NS8, or none.
    private void CheckForeign(SqliteFile connection, HashSet<string> tables)
    {
        var ports = ProtocolName.All.Select(PortsSchema.Table).Where(tables.Contains).ToList();
        if (tables.Count > 0 && ports.Count == 0)
            throw new LabelHookException(DatabaseProblems.Foreign(_path, tables.Order(StringComparer.Ordinal)));
        foreach (var table in ports)
        {
            var columns = connection.Rows("SELECT name FROM pragma_table_info($1)", table).Select(row => (string)row[0]!);
            if (!PortsSchema.Columns.All(columns.Contains))
                throw new LabelHookException(DatabaseProblems.Foreign(_path, [table]));
        }
    }

    // Throws: a newer LabelHook wrote it.
    private int ReadVersion(SqliteFile connection)
    {
        var version = connection.Scalar("SELECT max(version) FROM labelhook_schema");
        return version is >= 1L and <= PortsSchema.Version
            ? (int)(long)version
            : throw new LabelHookException(DatabaseProblems.Version(_path, $"{version}", PortsSchema.Version));
    }

    // DELETE with EXTRA syncs the folder after the journal is deleted. Anything less can roll an acknowledged commit back
    // after a power failure. https://sqlite.org/pragma.html#pragma_synchronous
    // TRUNCATE and PERSIST need as many syncs: SQLite syncs the folder each time that it opens a journal.
    private void MakeDurable(SqliteFile connection)
    {
        connection.Execute("PRAGMA synchronous = EXTRA");
        var isSet = connection.Scalar("PRAGMA journal_mode = DELETE") is "delete"
            && connection.Scalar("PRAGMA synchronous") is 3L;
        if (!isSet)
            throw Unusable("it cannot be switched to a rollback journal");
    }
}
