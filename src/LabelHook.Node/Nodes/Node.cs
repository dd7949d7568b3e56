using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Ports;

namespace LabelHook.Nodes;

// One node: its configuration, its ports database, and the environment files of its modules.
internal sealed class Node
{
    // The state folder of the host, which belongs to root.
    public const string HostState = "/var/lib/labelhook";

    private readonly string? _stateWithPlaces;
    private readonly OtherDatabases _others;
    private readonly bool _isBesideHost;
    private readonly LossGuard _lossGuard;

    // state: The state folder.
    // wait: How long to wait for others to release a lock or the database.
    // database: A database other than the node's own, such as a script's; null for the node's.
    // isBesideHost: Whether to skip ports in the host's databases: true for the default state folder.
    // command: The name of the command in the log.
    // isPreview: Whether changes only show what they would do.
    public Node(
        NodeSettings settings,
        string state,
        TimeSpan wait,
        string? database = null,
        bool isBesideHost = false,
        string command = "labelhook",
        bool isPreview = false)
    {
        var own = settings.Database ?? Path.Join(state, "ports.sqlite");
        Settings = settings;
        Options = new PortsOptions
        {
            Database = database ?? own,
            Band = settings.Band,
            AvoidInUse = settings.AvoidInUse,
            Wait = wait,
            Log = new LogSettings(command, settings.LogAge, settings.LogRows),
        };
        Environments = new ModuleEnvironments(settings.EnvironmentFile, state, wait, isPreview);
        IsPreview = isPreview;
        var isOwn = Options.Database == own;
        _lossGuard = new LossGuard(Options.Database, isOwn ? Environments : null);
        _stateWithPlaces = settings.EnvironmentFile is null ? state : null;
        string[] host = [Path.Join(HostState, "ports.sqlite"), NodeSettings.Ns8Database];
        _others = new OtherDatabases(Options.Database, host, wait);
        _isBesideHost = isBesideHost;
    }

    public NodeSettings Settings { get; }

    public PortsOptions Options { get; }

    public bool IsPreview { get; }

    public ModuleEnvironments Environments { get; }

    // The databases of the host; their ports are skipped. Null if they do not matter.
    public OtherDatabases? Others => _isBesideHost ? _others : null;

    public bool IsAbsent => !PortsDatabase.Exists(Options.Database);

    // The warning of commands that read the database; null if it exists.
    public string? Absence =>
        IsAbsent ? NodeWarnings.DatabaseAbsent(Options.Database, _others.Paths.FirstOrDefault()) : null;

    public PortPlanner PlannerFor(PortsDatabase database) => Options.PlannerFor(database, Others);

    // The ports that may be allocated: those of the configuration that are leased, if any are.
    public PortBand BandIn(PortsDatabase database) => LeasedBand.Limit(Settings.Band, database.Leases());

    // environmentFile: An environment file that the user named; it may list ports of a lost database.
    public PortsDatabase Open(bool toRead, string? environmentFile = null)
    {
        _lossGuard.Check(environmentFile);
        return OpenForRecovery(toRead);
    }

    // Opens the database even if it is lost, to rebuild it.
    public PortsDatabase OpenForRecovery(bool toRead)
    {
        if (toRead)
            return PortsDatabase.OpenToRead(Options.Database, Options.Wait, _stateWithPlaces);
        return IsPreview
            ? PortsDatabase.OpenToPreview(Options.Database, Options.Wait, _stateWithPlaces)
            : PortsDatabase.OpenToChange(Options.Database, Options.Wait, Options.Log, _stateWithPlaces);
    }

    // The variables that list a module's ports.
    public SortedDictionary<string, string> Variables(ModulePorts ports) =>
        PortVariables.For(ports.FirstBlock(Protocol.Tcp), ports.FirstBlock(Protocol.Udp), Settings.SinglePortList);

    // The records, with the current images of NS8's modules: an update by NS8 changes only its environment files.
    public IReadOnlyList<ModuleRecord> WithCurrentImages(IEnumerable<ModuleRecord> records)
    {
        List<ModuleRecord> all = [.. records];
        if (Settings.EnvironmentFile is null || all.TrueForAll(record => record.EnvironmentFile is not null))
            return all;
        var files = Environments.Files().ToDictionary(file => file.Module.ToString(), file => file.Path);
        return [.. all.Select(record => WithCurrentImage(record, files))];
    }

    private static ModuleRecord WithCurrentImage(ModuleRecord record, Dictionary<string, string> files)
    {
        var isWrittenByNs8 = record.EnvironmentFile is null;
        if (!isWrittenByNs8 || !files.TryGetValue(record.Module, out var path))
            return record;
        return ModuleEnvironments.ReadImageOfNs8(path) is { } image ? record with { Image = image } : record;
    }
}
