using LabelHook.Database;
using LabelHook.Host;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// The ports database, the environment files and the host at one moment: what every check looks at.
internal sealed class CheckContext
{
    private readonly HashSet<string> _modulesWithFile;
    private readonly Lazy<IReadOnlyList<UnitLine>> _units;
    private readonly Lazy<ILookup<string, UnitLine>> _unitsByName;
    private readonly Lazy<ILookup<string, string>> _modulesByFile;
    private readonly List<(Protocol Protocol, AllocationRow Row)> _rows = [];
    private readonly List<(Protocol Protocol, RawRow Row)> _invalidRows = [];

    private CheckContext(Node node, HostState host, PortsDatabase database)
    {
        Node = node;
        Host = host;
        Records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        ReadRows(database);
        var rowsByOwner = Rows.ToLookup(held => held.Row.Module, StringComparer.Ordinal);
        Holdings = Records.Keys.Where(name => ModuleName.TryParse(name, out _, out _))
            .ToDictionary(name => name, name => ModulePorts.From(rowsByOwner[name]), StringComparer.Ordinal);
        Leases = database.Leases();
        RefusedImages = database.RefusedImages();
        Files = [.. node.Environments.Files()];
        RecordedFiles =
            [.. Records.Values.Where(record => record.EnvironmentFile is not null)
                .Select(record => (record.Module, record.EnvironmentFile!))];
        _modulesWithFile = [.. Files.Select(file => file.Module.ToString())];
        _units = new Lazy<IReadOnlyList<UnitLine>>(() => host.Units(Records.Keys));
        _unitsByName = new Lazy<ILookup<string, UnitLine>>(() => Units.ToLookup(line => line.Unit, StringComparer.Ordinal));
        _modulesByFile = new Lazy<ILookup<string, string>>(
            () => RecordedFiles.ToLookup(file => file.Path, file => file.Module, StringComparer.Ordinal));
    }

    public Node Node { get; }

    public HostState Host { get; }

    public IReadOnlyDictionary<string, ModuleRecord> Records { get; }

    // The ports of each module that has a record.
    public IReadOnlyDictionary<string, ModulePorts> Holdings { get; }

    public IReadOnlyList<(Protocol Protocol, AllocationRow Row)> Rows => _rows;

    public IReadOnlyList<AllocationRow> RowsOf(Protocol protocol) =>
        [.. _rows.Where(held => held.Protocol == protocol).Select(held => held.Row)];

    // The rows without the administrator's reservations.
    public IEnumerable<(Protocol Protocol, AllocationRow Row)> Blocks =>
        Rows.Where(held => Reservation.Reason(held.Row.Module) is null);

    // Rows that the triggers of the database would reject.
    public IReadOnlyList<(Protocol Protocol, RawRow Row)> InvalidRows => _invalidRows;

    public IReadOnlyList<Lease> Leases { get; }

    // The environment files in the configured places.
    public IReadOnlyList<(ModuleName Module, string Path)> Files { get; }

    // The files that LabelHook writes.
    public IReadOnlyList<(string Module, string Path)> RecordedFiles { get; }

    public IReadOnlyList<(string Reference, string Problem)> RefusedImages { get; }

    // The units of the host and of the users of recorded modules.
    public IReadOnlyList<UnitLine> Units => _units.Value;

    public IEnumerable<UnitLine> UnitsNamed(string unit) => _unitsByName.Value[unit];

    // The modules with that environment file.
    public IEnumerable<string> ModulesOf(string environmentFile) => _modulesByFile.Value[environmentFile];

    public static CheckContext Read(Node node, HostState host)
    {
        using var database = node.Open(toRead: true);
        return new CheckContext(node, host, database);
    }

    // Whether anything but its ports says that a module exists. On a node of NS8 a record without an environment file
    // does not: NS8's core may fail to add the module after its ports are allocated, and a forced removal leaves them.
    public bool Exists(string module)
    {
        var hasUsers = Node.Environments.AreInHomes;
        if (Records.TryGetValue(module, out var record) && (record.EnvironmentFile is not null || !hasUsers))
            return true;
        if (_modulesWithFile.Contains(module))
            return true;
        return (hasUsers && Host.User(module) is not null) || Host.HasNs8Folder(module);
    }

    private void ReadRows(PortsDatabase database)
    {
        foreach (var protocol in ProtocolName.All)
        {
            _rows.AddRange(database.Allocations(protocol, out var invalid).Select(row => (protocol, row)));
            _invalidRows.AddRange(invalid.Select(row => (protocol, row)));
        }
    }
}
