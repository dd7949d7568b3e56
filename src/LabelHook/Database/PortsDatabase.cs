using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Database;

// The registry of a node in SQLite. The rule above all: leak rather than hand out twice. So a commit is synced down to
// the folder before anybody hears of it, and an error from COMMIT is looked into before it is reported.
internal sealed class PortsDatabase : IDisposable
{
    // Smallest SQLite file in bytes that is not empty: its header; https://sqlite.org/fileformat.html.
    private const int HeaderSize = 100;

    // Bytes of which every SQLite file has a multiple; https://sqlite.org/fileformat.html.
    private const int SmallestPage = 512;

    private readonly string _path;
    private readonly SqliteFile.Access _access;
    private readonly TimeSpan _wait;
    private readonly RecordedPlaces _places;
    private SqliteFile? _file;
    private int _version; // of the schema; 0 where NS8's tables stand alone

    private PortsDatabase(string path, SqliteFile.Access access, TimeSpan wait, string? state)
    {
        _path = Path.GetFullPath(path);
        _places = new RecordedPlaces(Path.GetDirectoryName(_path)!, state);
        _access = access;
        _wait = wait;
        if (!IsThere(path))
            return;

        // SQLite would take a file of one byte for a new one, and fill up a page that was cut off; with a journal it knows what was there.
        if (Look(path).Size is var size && (size < HeaderSize || (size % SmallestPage != 0 && !File.Exists(path + "-journal"))))
            throw new LabelHookException(DatabaseProblems.DatabaseDamaged(path));
        Open(access);
    }

    private string SelectModules => $"""
        SELECT module, image, image_id, tcp_demand, udp_demand, authorizations, environment_file, {(_version < PortsSchema.ImageTimes ? "NULL" : "image_created")}
        FROM labelhook_modules
        """;

    // What says in the lock that there was a registry.
    private static ReadOnlySpan<byte> WasThereMark => "this node has a ports database\n"u8;

    // Throws: nobody lets us look.
    public static bool IsThere(string path) => Look(path).Size > 0;

    // Whether there was a registry: the lock beside it was marked when it was first written.
    public static bool WasThere(string path) => Look(Lock(path)).Size > 0;

    // Opens the registry to look at it; where there is none it is empty, and none is made.
    // state: The state folder with the modules' default places; null where there are none.
    public static PortsDatabase OpenToRead(string path, TimeSpan wait, string? state = null) => new(path, SqliteFile.Access.Read, wait, state);

    // Opens the registry to change it; where there is none, the first change makes it.
    public static PortsDatabase OpenToChange(string path, TimeSpan wait, string? state = null)
    {
        var database = new PortsDatabase(path, SqliteFile.Access.Change, wait, state);
        try
        {
            database.MarkLock();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // All blocks of a protocol, oldest first.
    public List<AllocationRow> Held(Protocol protocol) => Held(protocol, out _);

    // All blocks of a protocol, oldest first.
    // unreadable: Rows that hold no block: written by others before the triggers stood.
    public List<AllocationRow> Held(Protocol protocol, out List<string> unreadable) => Read(protocol, "", [], out unreadable);

    // All rows of a protocol as they stand there, oldest first.
    public IReadOnlyList<RawRow> Rows(Protocol protocol) => _file is null || !HasTable(PortsSchema.Table(protocol))
        ? []
        : [.. _file.Rows($"SELECT start, end, module FROM {PortsSchema.Table(protocol)} ORDER BY rowid").Select(row => new RawRow(row[0], row[1], row[2]))];

    // The blocks of one module, oldest first.
    public List<AllocationRow> HeldBy(Protocol protocol, string module) => Read(protocol, "WHERE module = $1", [module], out _);

    // Whether the registry says what is free: not one from before, and not where rows overlap.
    public bool HasGaps(Protocol protocol) => _version >= 2 && _file!.Scalar("SELECT 1 FROM labelhook_odd WHERE protocol = $1", protocol.Lower()) is null;

    // Returns: the lowest block of so many ports, at or behind from, that no row touches.
    public PortRange? Gap(Protocol protocol, int count, int from) =>
        _file!.Scalar("SELECT start FROM labelhook_gaps WHERE protocol = $1 AND end >= $2 AND end - start >= $3 ORDER BY start LIMIT 1", protocol.Lower(), from + count - 1, count - 1) is long start
            ? PortRange.FromStart(Math.Max((int)start, from), count)
            : null;

    // Returns: the free block that a port is in.
    public PortRange? GapAround(Protocol protocol, int port) =>
        _file!.Rows("SELECT start, end FROM labelhook_gaps WHERE protocol = $1 AND start <= $2 ORDER BY start DESC LIMIT 1", protocol.Lower(), port) is [[long start, long end]] && end >= port
            ? PortRange.FromBounds((int)start, (int)end)
            : null;

    // Since when each block is held as it is; none is known of rows from before LabelHook.
    public IReadOnlyDictionary<(PortRange Ports, string Module), DateTimeOffset> Since(Protocol protocol) => _version < 2
        ? new Dictionary<(PortRange, string), DateTimeOffset>()
        : _file!.Rows("SELECT start, end, module, since FROM labelhook_since WHERE protocol = $1", protocol.Lower())
            .Where(row => new RawRow(row[0], row[1], row[2]).IsInOrder)
            .ToDictionary(row => (PortRange.FromBounds((int)(long)row[0]!, (int)(long)row[1]!), (string)row[2]!), row => DateTimeOffset.FromUnixTimeSeconds((long)row[3]!));

    // The images of a source that a scan has seen, by name.
    public IReadOnlyDictionary<string, SeenImage> Images(string source) => _version < 2
        ? new Dictionary<string, SeenImage>(StringComparer.Ordinal)
        : _file!.Rows("SELECT reference, image_id, problem FROM labelhook_images WHERE source = $1", source)
            .ToDictionary(row => (string)row[0]!, row => new SeenImage((string)row[1]!, (string?)row[2]), StringComparer.Ordinal);

    // The images that were refused when a scan last saw them, and why.
    public IReadOnlyList<(string Reference, string Problem)> RefusedImages() => _version < 2
        ? []
        : [.. _file!.Rows("SELECT DISTINCT reference, problem FROM labelhook_images WHERE problem IS NOT NULL ORDER BY reference").Select(row => ((string)row[0]!, (string)row[1]!))];

    // Returns: the module whose environment file is there; null when none is.
    public string? ModuleAt(string environmentFile)
    {
        if (_version < PortsSchema.RelativePlaces)
            return Modules().FirstOrDefault(record => record.EnvironmentFile == environmentFile)?.Module;
        return (string?)_file!.Scalar("SELECT module FROM labelhook_modules WHERE environment_file IN ($1, $2)", environmentFile, _places.ToRow(environmentFile));
    }

    public IEnumerable<ModuleRecord> Modules() => _version > 0 ? _file!.Rows(SelectModules).Select(Record) : [];

    public ModuleRecord? Module(ModuleName module) =>
        _version > 0 ? _file!.Rows(SelectModules + " WHERE module = $1", module.ToString()).Select(Record).FirstOrDefault() : null;

    // Does everything in one transaction that nobody else can come between: all of it, or nothing.
    public T Change<T>(Func<T> change)
    {
        if (_file is null)
            Make();
        using var gate = Gate();
        Execute("BEGIN IMMEDIATE");
        var version = _version;
        T result;
        var token = Guid.NewGuid().ToString("N");
        try
        {
            BringUpToDate();
            result = change();
            Execute("UPDATE labelhook_schema SET last_change = $1", token);
        }
        catch
        {
            RollBack();
            _version = version;
            throw;
        }

        Commit(token);
        gate.Mark(WasThereMark);
        return result;
    }

    public void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    // Makes sure of the last change before anybody relies on it: whoever made it may have been killed before its folder
    // was synced.
    public void Keep()
    {
        if (_file is not null && FolderSync.Of(Libc.CurrentFolder, Path.GetDirectoryName(_path)!) is var error and not 0)
            throw new LabelHookException(DatabaseProblems.DatabaseTrouble(_path, $"its folder cannot be synced: {Errno.Words(error)}"));
    }

    // Carries a change out, inside Change.
    // hold: Whether what goes stays held until Release, because an environment file still names it.
    public void Apply(ModuleName module, PortChange change, bool hold)
    {
        var table = PortsSchema.Table(change.Protocol);

        // The block takes the place of the oldest that goes: the first of a module's rows is the one that its variables name.
        object? place = change.Removed.Count == 0 ? null : change.Removed.Min(row => row.Row);
        var aside = change.Removed.Where(row => hold && !row.Ports.Overlaps(change.Added)).ToList();
        foreach (var row in aside)
        {
            Execute($"UPDATE {table} SET rowid = (SELECT max(rowid) + 1 FROM {table}) WHERE rowid = $1", row.Row);
            Mark(row.Ports);
        }

        Remove(change.Protocol, change.Removed.Except(aside));
        if (change.Added.Count > 0)
            Execute($"INSERT INTO {table} (rowid, start, end, module) VALUES ($1, $2, $3, $4)", place, change.Added.Start, change.Added.End, module.ToString());
        var rests = hold ? change.Removed.Except(aside).SelectMany(row => row.Ports.Without(change.Added)).ToList() : [];
        if (rests.Count > 0)
        {
            // Where a row of somebody else overlapped this one from before, that one holds the ports.
            var others = Held(change.Protocol).Select(row => row.Ports);
            foreach (var rest in others.Aggregate(rests.AsEnumerable(), (pieces, other) => pieces.SelectMany(piece => piece.Without(other))))
            {
                Add(change.Protocol, rest, module.ToString());
                Mark(rest);
            }
        }

        void Mark(PortRange ports) => Execute(
            "INSERT OR IGNORE INTO labelhook_releases VALUES ($1, $2, $3, $4)", change.Protocol.Lower(), ports.Start, ports.End, module.ToString());
    }

    // Gives back what was held only for the environment file's sake.
    public void Release(ModuleName module)
    {
        foreach (var protocol in ProtocolName.All)
            Remove(protocol, HeldBy(protocol, module.ToString()).Where(row => row.IsReleasing));
    }

    public void Add(Protocol protocol, PortRange ports, string owner) =>
        Execute($"INSERT INTO {PortsSchema.Table(protocol)} (start, end, module) VALUES ($1, $2, $3)", ports.Start, ports.End, owner);

    public void Remove(Protocol protocol, IEnumerable<AllocationRow> rows)
    {
        foreach (var row in rows)
            Execute($"DELETE FROM {PortsSchema.Table(protocol)} WHERE rowid = $1", row.Row);
    }

    public void Save(ModuleRecord record) => Execute(
        """
        INSERT INTO labelhook_modules VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (module) DO UPDATE SET
            image = $2, image_id = $3, tcp_demand = $4, udp_demand = $5, authorizations = $6, environment_file = $7, image_created = $8
        """,
        record.Module,
        record.Image,
        record.ImageId,
        record.Tcp,
        record.Udp,
        record.Authorizations,
        _places.ToRow(record.EnvironmentFile),
        record.Created?.ToUnixTimeSeconds());

    // Fills in when the image of a module was created, if it still is the module's.
    public void SaveDate(ModuleRecord record) => Execute(
        "UPDATE labelhook_modules SET image_created = $1 WHERE module = $2 AND image_id = $3 AND image_created IS NULL",
        record.Created?.ToUnixTimeSeconds(),
        record.Module,
        record.ImageId);

    // An image that was refused is not tried again.
    public void GiveUp(string reference) => Execute("UPDATE labelhook_images SET problem = NULL WHERE reference = $1", reference);

    public void Forget(ModuleName module) => Execute("DELETE FROM labelhook_modules WHERE module = $1", module.ToString());

    public void Save(string source, string reference, SeenImage image) =>
        Execute("INSERT OR REPLACE INTO labelhook_images VALUES ($1, $2, $3, $4)", source, reference, image.Id, image.Problem);

    public void Forget(string source, string reference) =>
        Execute("DELETE FROM labelhook_images WHERE source = $1 AND reference = $2", source, reference);

    public void Dispose() => _file?.Dispose();

    private ModuleRecord Record(object?[] row) => new(
        (string)row[0]!,
        (string)row[1]!,
        (string)row[2]!,
        (int)(long)row[3]!,
        (int)(long)row[4]!,
        (string?)row[5],
        _places.FromRow((string)row[0]!, (string?)row[6]),
        Time(row[7]));

    private static DateTimeOffset? Time(object? seconds) => seconds is long known ? DateTimeOffset.FromUnixTimeSeconds(known) : null;

    private void Execute(string sql, params ReadOnlySpan<object?> values) => _file!.Execute(sql, values);

    private void Make()
    {
        var error = FolderSync.Make(Path.GetDirectoryName(_path)!, out var isMade);
        if (error != 0)
            throw new LabelHookException(DatabaseProblems.DatabaseTrouble(_path, $"its folder cannot be {(isMade ? "synced" : "made")}: {Errno.Words(error)}"));
        Open(SqliteFile.Access.Make);
    }

    private List<AllocationRow> Read(Protocol protocol, string condition, ReadOnlySpan<object?> values, out List<string> unreadable)
    {
        var held = new List<AllocationRow>();
        unreadable = [];
        if (_file is null || (_version == 0 && !HasTable(PortsSchema.Table(protocol))))
            return held;
        var table = PortsSchema.Table(protocol);
        var releasing = _version > 0
            ? $"EXISTS (SELECT 1 FROM labelhook_releases AS kept WHERE kept.protocol = '{protocol.Lower()}' AND (kept.start, kept.end, kept.module) = ({table}.start, {table}.end, {table}.module))"
            : "0";
        foreach (var row in _file.Rows($"SELECT rowid, start, end, module, {releasing} FROM {table} {condition} ORDER BY rowid", values))
        {
            var known = new RawRow(row[1], row[2], row[3]);
            if (known.Ports is { } ports)
                held.Add(new AllocationRow((long)row[0]!, known.Owner, ports, row[4] is 1L));
            if (!known.IsInOrder)
                unreadable.Add($"{known.Start}-{known.End}/{protocol.Lower()} of {known.Owner}");
        }

        return held;
    }

    private static string Lock(string path) => path + ".lock";

    private static FileStatus Look(string path) => FileStatus.Of(path, out var status) switch
    {
        0 or Errno.NotFound or Errno.NotAFolder => status,
        var error => throw new LabelHookException(DatabaseProblems.DatabaseTrouble(path, Errno.Words(error))),
    };

    // Refuses a file that is not a registry before anything is written to it, and makes its commits durable.
    private void Open(SqliteFile.Access access)
    {
        _file = SqliteFile.Open(_path, access, _wait);
        try
        {
            Check(_file);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    private void Check(SqliteFile file)
    {
        var tables = file.Rows("SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0]!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hasVersion = tables.Contains("labelhook_schema");
        if (tables.Count > 0 && !hasVersion && !tables.Contains("TCP_PORTS") && !tables.Contains("UDP_PORTS"))
            throw new LabelHookException(DatabaseProblems.DatabaseForeign(_path, tables.Order(StringComparer.Ordinal)));
        foreach (var table in hasVersion ? [] : ProtocolName.All.Select(PortsSchema.Table).Where(tables.Contains))
        {
            var columns = file.Rows("SELECT name FROM pragma_table_info($1)", table).Select(row => (string)row[0]!);
            if (!PortsSchema.Columns.All(columns.Contains))
                throw new LabelHookException(DatabaseProblems.DatabaseForeign(_path, [table]));
        }

        _version = hasVersion ? Version(file) : 0;
        if (_access == SqliteFile.Access.Read)
            return;

        // DELETE with EXTRA syncs the folder after the journal is gone; anything less can roll an acknowledged commit back
        // after a power cut. https://sqlite.org/pragma.html#pragma_synchronous
        file.Execute("PRAGMA synchronous = EXTRA");
        if (file.Scalar("PRAGMA journal_mode = DELETE") is not "delete" || file.Scalar("PRAGMA synchronous") is not 3L)
            throw new LabelHookException(DatabaseProblems.DatabaseTrouble(_path, "it cannot be switched to a rollback journal"));
    }

    // Throws: a newer LabelHook made it.
    private int Version(SqliteFile file)
    {
        var version = file.Scalar("SELECT max(version) FROM labelhook_schema");
        return version is >= 1L and <= PortsSchema.Version ? (int)(long)version : throw new LabelHookException(DatabaseProblems.DatabaseVersion(_path, $"{version}", PortsSchema.Version));
    }

    // Inside the transaction, since another run may have done it after we looked.
    private void BringUpToDate()
    {
        if (_version == PortsSchema.Version)
            return;
        var found = HasTable("labelhook_schema") ? Version(_file!) : 0;
        for (var version = found + 1; version <= PortsSchema.Version; version++)
            Execute(PortsSchema.Step(version));
        _version = PortsSchema.Version;
        foreach (var record in found < PortsSchema.RelativePlaces ? Modules().ToList() : [])
            Save(record);
    }

    // The run that made the registry may have died before it left the mark, and before its commit was sure to last.
    private void MarkLock()
    {
        if (_version == 0 || WasThere(_path))
            return;
        using var gate = Gate();
        Keep();
        gate.Mark(WasThereMark);
    }

    private bool HasTable(string name) => _file!.Scalar("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1 COLLATE NOCASE", name) is not null;

    // A queue before SQLite's own lock: that one is polled for, and the unlucky starve.
    private FileLock Gate()
    {
        const int Flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(Libc.CurrentFolder, Lock(_path), Flags, 0b110_100_100); // .NET's own opening takes an flock itself
        if (number < 0)
            throw new LabelHookException(DatabaseProblems.DatabaseTrouble(_path, $"its lock cannot be opened: {Errno.Words(Errno.Last)}"));
        return FileLock.Take(new SafeFileHandle(number, ownsHandle: true), _wait, out var error) ?? throw new LabelHookException(error == Errno.WouldBlock
            ? DatabaseProblems.DatabaseBusy(_path, LockHolder.Of(Lock(_path)))
            : DatabaseProblems.DatabaseTrouble(_path, $"its lock cannot be taken: {Errno.Words(error)}"));
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (LabelHookException)
        {
            // SQLite rolls back by itself after an error of the disk; then there is nothing left to do.
        }
    }

    // A COMMIT can fail and yet have happened: when the last sync, that of the folder, reports an error. So the file is
    // opened anew, and what it says is what is true.
    private void Commit(string token)
    {
        try
        {
            Execute("COMMIT");
        }
        catch (LabelHookException error)
        {
            if (!Holds(token, error.Problem))
                throw;
        }
    }

    // Throws: the disk does not let us look.
    private bool Holds(string token, Problem failure)
    {
        _file!.Dispose();
        try
        {
            Open(SqliteFile.Access.Change);
            return _version > 0 && _file.Scalar("SELECT last_change FROM labelhook_schema") is string last && last == token;
        }
        catch (LabelHookException error)
        {
            throw new LabelHookException(DatabaseProblems.CommitUnknown(failure), error);
        }
    }
}
