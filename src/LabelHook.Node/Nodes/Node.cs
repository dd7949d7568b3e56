using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;
using LabelHook.Ports;

namespace LabelHook.Nodes;

// A node: its registry, and the places of its modules' environment files.
// settings: The node's configuration.
// state: The state folder.
// wait: How long others may hold a lock or the database.
// database: Another database than the node's own, as a script in its own folder has; null: the node's.
// isBesideHost: Whether nobody named the state folder: then the host's databases count too. Whoever names a folder gets
// what stands in it.
internal sealed class Node(NodeSettings settings, string state, TimeSpan wait, string? database = null, bool isBesideHost = false)
{
    // The state folder of the host, which belongs to root.
    public const string HostState = "/var/lib/labelhook";

    private readonly OtherDatabases _host = new(database ?? Own(settings, state), [Path.Join(HostState, "ports.sqlite"), NodeSettings.Ns8Database], wait);

    private readonly bool _isOwn = database is null || database == Own(settings, state);

    private readonly EnvironmentPlaces _places = settings.EnvironmentFile ?? EnvironmentPlaces.In(state);

    public NodeSettings Settings => settings;

    public PortsOptions Options { get; } = new()
    {
        Database = database ?? Own(settings, state),
        Band = settings.Band,
        AvoidInUse = settings.AvoidInUse,
        Wait = wait,
    };

    // The host's databases whose ports are not allocated here; null when they do not count.
    public OtherDatabases? Others => isBesideHost ? _host : null;

    public PortPlanner Planner => Options.PlannerBeside(Others);

    public bool IsAbsent => !PortsDatabase.IsThere(Options.Database);

    // What to tell whoever reads the ports database: that it does not exist.
    public string? Absence => IsAbsent ? NodeWarnings.DatabaseAbsent(Options.Database, _host.Paths.FirstOrDefault()) : null;

    // Where a module's environment file is: where it was; where it is asked for, if it was nowhere or its folder is
    // gone; else the configured place.
    public string PlaceOf(ModuleName module, ModuleRecord? known, string? place)
    {
        var before = known?.EnvironmentFile;
        if (before is not null && (place is null || place == before))
            return Recorded(module, before);
        if (place is null || before is null)
            return place ?? _places.For(module);
        return FileStatus.IsAbsent(Path.GetDirectoryName(before)!) ? place : throw new LabelHookException(NodeProblems.EnvironmentElsewhere(module, place, before));
    }

    public EnvironmentFile EnvironmentToChange(ModuleName module, string path) => EnvironmentFile.OpenToChange(path, wait, IsOurs(module, path));

    // Returns: null when the file's folder is yet to be made.
    public EnvironmentFile? EnvironmentToRead(ModuleName module, string path) =>
        IsOurs(module, path) && FileStatus.IsAbsent(Path.GetDirectoryName(path)!) ? null : EnvironmentFile.OpenToRead(path);

    // Returns: the file that names a module's ports; null when LabelHook wrote none. The record may be lost, and the
    // file still there.
    // Throws: the file is away, and comes back naming its ports.
    public EnvironmentFile? EnvironmentOf(ModuleName module, ModuleRecord? known)
    {
        if (known is not null)
            return known.EnvironmentFile is { } path ? EnvironmentToChange(module, Recorded(module, path)) : null;
        return settings.EnvironmentFile is null && MayNamePorts(_places.For(module)) ? EnvironmentToChange(module, _places.For(module)) : null;
    }

    // As EnvironmentOf, for a module that goes: a folder that went before it is no reason to keep it.
    public EnvironmentFile? EnvironmentIfThere(ModuleName module, ModuleRecord? known) =>
        known?.EnvironmentFile is { } path && FileStatus.IsAbsent(Path.GetDirectoryName(path)!) ? null : EnvironmentOf(module, known);

    public PortsDatabase Open(bool toRead, string? place = null)
    {
        GuardAgainstLoss(place);
        return OpenLost(toRead);
    }

    // Opens the registry though it may be lost: for who rebuilds it.
    public PortsDatabase OpenLost(bool toRead) => toRead
        ? PortsDatabase.OpenToRead(Options.Database, wait, DefaultPlaces)
        : PortsDatabase.OpenToChange(Options.Database, wait, DefaultPlaces);

    private string? DefaultPlaces => settings.EnvironmentFile is null ? state : null;

    // Whether environment files are in the home folders of the modules' users.
    public bool IsInHome => _places.IsInHome;

    // The users of this host.
    public UserAccounts Accounts => _places.Accounts;

    // The environment files that are in the configured places.
    public IEnumerable<(ModuleName Module, string Path)> EnvironmentFiles() => _places.Files();

    // The files in the configured places that belong to no module, because the name of their folder is not valid.
    public IEnumerable<(string Name, string Path)> FilesWithInvalidName() => _places.FilesWithInvalidName();

    // Returns: the module that a path is the configured place of; the default value when it is that of none.
    public ModuleName ModuleAt(string path) => _places.ModuleAt(path);

    // The records with the images that NS8 has updated modules to since: it writes them into the environment files,
    // which are its own.
    public IReadOnlyList<ModuleRecord> Current(IEnumerable<ModuleRecord> records)
    {
        List<ModuleRecord> all = [.. records];
        if (settings.EnvironmentFile is null || all.TrueForAll(record => record.EnvironmentFile is not null))
            return all;
        var files = EnvironmentFiles().ToDictionary(file => file.Module.ToString(), file => file.Path, StringComparer.Ordinal);
        return [.. all.Select(record => record.EnvironmentFile is null && files.TryGetValue(record.Module, out var path) && Ns8Image(path) is { } image
            ? record with { Image = image }
            : record)];
    }

    // Returns: the module's file in the configured place when NS8 writes it; null when there is none.
    public string? FileOfNs8(ModuleName module) => _places.Of(module).FirstOrDefault(IsWrittenByNs8);

    // What a module's environment file names when it holds these ports.
    public SortedDictionary<string, string> Variables(ModulePorts holding) =>
        PortVariables.For(holding.First(Protocol.Tcp), holding.First(Protocol.Udp), settings.SinglePortList);

    private static string Own(NodeSettings settings, string state) => settings.Database ?? Path.Join(state, "ports.sqlite");

    // Throws: its folder is gone, and is not one that we make.
    private string Recorded(ModuleName module, string path) => IsOurs(module, path) || !FileStatus.IsAbsent(Path.GetDirectoryName(path)!)
        ? path
        : throw new LabelHookException(NodeProblems.EnvironmentFolderGone(module, path));

    // A folder below the state folder is LabelHook's to make; any other has to be there.
    private bool IsOurs(ModuleName module, string path) => settings.EnvironmentFile is null && path == _places.For(module);

    // A registry that vanished is not started anew: its modules still run on their ports.
    private void GuardAgainstLoss(string? place)
    {
        // Asked again behind the traces: another run may have made the registry, and left them, after we looked.
        if (!PortsDatabase.IsThere(Options.Database) && Trace(place) is { } trace && !PortsDatabase.IsThere(Options.Database))
            throw new LabelHookException(NodeProblems.DatabaseLost(Options.Database, isEmpty: !FileStatus.IsAbsent(Options.Database), trace));
    }

    // Returns: what says that there was a registry; null when nothing does.
    private string? Trace(string? place)
    {
        if (_isOwn && _places.Files().Select(file => file.Path).Concat(place is null ? [] : [place]).FirstOrDefault(MayNamePorts) is { } path)
            return $"{path} {(IsUnreadable(path) ? "cannot be read and may list allocated ports" : "still lists allocated ports")}";
        return PortsDatabase.WasThere(Options.Database) ? $"{Options.Database}.lock shows that it existed (delete that file to start over)" : null;
    }

    // Returns: the image that NS8 names in a module's file; null when it names none that can be shown.
    private static string? Ns8Image(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            var image = environment.Text.Variables.GetValueOrDefault("IMAGE_URL");
            return image is { Length: > 0 } && !image.EnumerateRunes().Any(PrintableText.IsHidden) ? image : null;
        }
        catch (LabelHookException)
        {
            return null; // the record says what it was
        }
    }

    private bool MayNamePorts(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            return environment.Text.Variables.Keys.Intersect(PortVariables.Names, StringComparer.Ordinal).Any();
        }
        catch (LabelHookException)
        {
            return IsUnreadable(path); // what is no environment file cannot name ports to a unit
        }
    }

    // Whether there may be a file that systemd reads, and we cannot. The homes of others are no business of a user's.
    private bool IsUnreadable(string path) => (!IsInHome || Libc.EffectiveUser() == 0) && FileStatus.Of(path, out var status) switch
    {
        0 => status.IsRegular && Libc.AccessAt(Libc.CurrentFolder, path, Libc.MayRead, 0) != 0,
        Errno.NotFound or Errno.NotAFolder or Errno.LinkLoop => false,
        _ => true,
    };

    private static bool IsWrittenByNs8(string path)
    {
        if (FileStatus.IsAbsent(path))
            return false;
        using var environment = EnvironmentFile.OpenToRead(path);
        return ModuleFile.IsWrittenByNs8(environment.Text);
    }
}
