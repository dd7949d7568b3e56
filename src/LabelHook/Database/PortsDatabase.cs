namespace LabelHook.Database;

// The ports database of a node, in SQLite. The first rule: rather leak ports than allocate them twice. So a commit is
// synced down to the folder before anyone hears of it, and after an error from COMMIT the file decides what is true.
internal sealed class PortsDatabase : IDisposable
{
    private readonly DatabaseFile _file;
    private readonly AllocationTable _allocations;
    private readonly FreeBlockTable _freeBlocks;
    private readonly ModuleTable _modules;
    private readonly ImageTable _images;
    private readonly LogTable _log;
    private readonly LeaseTable _leases;
    private bool _isInTransaction;

    private PortsDatabase(string path, SqliteFile.Access access, TimeSpan wait, LogSettings log, string? state)
    {
        _file = new DatabaseFile(path, access, wait);
        _allocations = new AllocationTable(_file);
        _freeBlocks = new FreeBlockTable(_file);
        _modules = new ModuleTable(_file, new RecordedPlaces(Path.GetDirectoryName(Path.GetFullPath(path))!, state));
        _images = new ImageTable(_file);
        _log = new LogTable(_file, log);
        _leases = new LeaseTable(_file);
    }

    public static bool Exists(string path) => DatabaseFile.Exists(path);

    public static bool WasInitialized(string path) => DatabaseFile.WasInitialized(path);

    // Opens a database to read it. A missing one is empty, and is not created.
    // state: The state folder with the modules' default places; null where they are configured.
    public static PortsDatabase OpenToRead(string path, TimeSpan wait, string? state = null) =>
        new(path, SqliteFile.Access.Read, wait, LogSettings.Default, state);

    // Opens a database to change it. The first change creates a missing one.
    // log: What the log says about the changes; null for the default.
    public static PortsDatabase OpenToChange(string path, TimeSpan wait, LogSettings? log = null, string? state = null)
    {
        var database = new PortsDatabase(path, SqliteFile.Access.Change, wait, log ?? LogSettings.Default, state);
        try
        {
            database._file.MarkInitialized();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    // Opens a copy in memory, so that changes change nothing.
    public static PortsDatabase OpenToPreview(string path, TimeSpan wait, string? state = null) =>
        new(path, SqliteFile.Access.Preview, wait, LogSettings.Default, state);

    // Makes many similar changes faster.
    public bool KeepsStatements
    {
        set => _file.KeepsStatements = value;
    }

    // Differs after another connection changed the database; https://sqlite.org/pragma.html#pragma_data_version.
    public long DataVersion => _file.IsOpen ? (long)_file.Scalar("PRAGMA data_version")! : -1;

    // Reads one state of the database, which no other process changes meanwhile.
    public T Read<T>(Func<T> read)
    {
        if (!_file.IsOpen || _isInTransaction)
            return read();
        _file.Execute("BEGIN");
        try
        {
            return read();
        }
        finally
        {
            _file.Execute("COMMIT");
        }
    }

    // Makes all changes in one transaction, or none.
    public T Change<T>(Func<T> change)
    {
        _isInTransaction = true;
        try
        {
            return new WriteTransaction(_file).Run(BringUpToDate, () => _log.Record(change));
        }
        finally
        {
            _isInTransaction = false;
        }
    }

    public void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    // Makes changes inside a change, and takes them back.
    public T Try<T>(Func<T> change)
    {
        _file.Execute("SAVEPOINT trial");
        try
        {
            return change();
        }
        finally
        {
            _file.Execute("ROLLBACK TO trial");
            _file.Execute("RELEASE trial");
        }
    }

    public void SyncFolder() => _file.SyncFolder();

    public List<AllocationRow> Allocations(Protocol protocol) => _allocations.All(protocol, out _);

    public List<AllocationRow> Allocations(Protocol protocol, out List<RawRow> invalid) =>
        _allocations.All(protocol, out invalid);

    public IReadOnlyList<RawRow> RawRows(Protocol protocol) => _allocations.RawRows(protocol);

    public List<AllocationRow> AllocationsOf(Protocol protocol, string module) => _allocations.OwnedBy(protocol, module);

    public bool TracksFreeBlocks(Protocol protocol) => _freeBlocks.IsReliable(protocol);

    public PortRange? FindFreeBlock(Protocol protocol, int count, int from) => _freeBlocks.FindLowest(protocol, count, from);

    public PortRange? FindFreeBlockAround(Protocol protocol, int port) => _freeBlocks.FindAround(protocol, port);

    public IReadOnlyDictionary<(PortRange Ports, string Module), DateTimeOffset> AllocationTimes(Protocol protocol) =>
        _allocations.Since(protocol);

    public IReadOnlyDictionary<string, SeenImage> SeenImages(string source) => _images.SeenIn(source);

    public IReadOnlyList<(string Reference, string Problem)> RefusedImages() => _images.Rejected();

    // When the log begins; null when there is none.
    public DateTimeOffset? LogStart => _log.Start;

    // The number of the last change in the log; 0 when there is none.
    public long LastChange => _log.LastId;

    public LogRow? LoggedChange(long number) => _log.Find(number);

    public IEnumerable<LogRow> Log(string? module = null, int? port = null, long last = long.MaxValue) =>
        _log.Read(module, port, last);

    public List<long> LastChanges() => _log.LastIds();

    public IReadOnlyList<Lease> Leases() => _leases.All();

    public string? FindModuleByFile(string environmentFile) => _modules.FindByEnvironmentFile(environmentFile);

    public IReadOnlyList<ModuleRecord> Modules() => _modules.All();

    public ModuleRecord? Module(ModuleName module) => _modules.Find(module);

    public void Apply(ModuleName module, PortChange change, bool hold) => _allocations.Apply(module, change, hold);

    public void Release(ModuleName module) => _allocations.Release(module);

    public void Add(Protocol protocol, PortRange ports, string owner) => _allocations.Add(protocol, ports, owner);

    public void Remove(Protocol protocol, IEnumerable<AllocationRow> rows) => _allocations.Remove(protocol, rows);

    public List<PortRange> RemoveAll(Protocol protocol, string owner) => _allocations.RemoveAll(protocol, owner);

    public void Save(ModuleRecord record) => _modules.Save(record);

    public void SaveImageTime(ModuleRecord record) => _modules.SaveImageTime(record);

    public void ForgetProblem(string reference) => _images.ClearProblem(reference);

    public void Forget(ModuleName module) => _modules.Remove(module);

    public void Save(string source, string reference, SeenImage image) => _images.Save(source, reference, image);

    public void SaveLeases(IEnumerable<Lease> leases) => _leases.Replace(leases);

    public void Forget(string source, string reference) => _images.Remove(source, reference);

    public void Dispose() => _file.Dispose();

    private void BringUpToDate()
    {
        if (_file.Migrate() >= PortsSchema.RelativePlaces)
            return;
        foreach (var record in _modules.All().ToList())
            _modules.Save(record);
    }
}
