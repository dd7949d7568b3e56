using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Ports;
using LabelHook.Settings;

namespace LabelHook;

/// <summary>
/// The hook of a node: makes ports, records and environment files true to images. Ports are acquired before a file names them and
/// given back after it no longer does, so that whenever the process dies a file names only ports that the registry holds for its module,
/// and running again ends where an undisturbed run would have.
/// </summary>
internal sealed class Hook(NodeSettings settings, string state, TimeSpan wait)
{
    private readonly PortsOptions _options = new()
    {
        Database = settings.Database ?? Path.Join(state, "ports.sqlite"),
        Band = settings.Band,
        AvoidInUse = settings.AvoidInUse,
        Wait = wait,
    };

    private readonly PathTemplate _places = settings.EnvironmentFile ?? PathTemplate.In(state);

    /// <summary>Gives a module what its image demands; does nothing where it has that already.</summary>
    /// <param name="place">Absolute path of the environment file; <see langword="null"/>: where it was, or the configured place.</param>
    /// <param name="dryRun">Whether to say what would happen, and touch nothing.</param>
    public InstallResult Install(ModuleName module, ModuleImage image, string? place, bool dryRun)
    {
        var labels = ModuleLabels.Read(image.Labels, settings.Band.Range, out var problems);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
        using var database = Open(dryRun, place);
        var known = database.Module(module);
        var path = PlaceOf(module, known, place);
        using var environment = dryRun ? EnvironmentToRead(path) : EnvironmentToChange(module, path);
        var record = new ModuleRecord(module.ToString(), image.Reference, image.Id, labels.Tcp, labels.Udp, string.Join(' ', labels.Authorizations), place ?? known?.EnvironmentFile);
        var holding = Holding.Read(database, module);
        var changed = record != known || ProtocolName.All.Any(protocol => !IsEnough(holding.Of(protocol), known?.Demand(protocol), labels.Demand(protocol)));
        List<PortChange> changes = [];
        if (changed && dryRun)
            changes = Decide(database, holding, known, labels);
        else if (changed)
        {
            database.Change(() =>
            {
                holding = Holding.Read(database, module);
                changes = Decide(database, holding, known, labels);
                foreach (var change in changes)
                    database.Apply(module, change, hold: true);
                database.Save(record);
            });
        }

        var after = changes.Aggregate(holding, (before, change) => before.After(change));
        var variables = Variables(after);
        changed |= dryRun ? environment?.Differs(variables) ?? true : environment!.Write(variables);
        if (!dryRun && (holding.HasReleasing || changes.Exists(change => change.GivesBack)))
            database.Change(() => database.Release(module));
        return new InstallResult(
            record, path, changed, after.First(Protocol.Tcp), after.First(Protocol.Udp), labels.Authorizations, variables,
            [.. changes.SelectMany(change => Warnings.Of(change)), .. changes.SelectMany(change => Warnings.Moved(module, holding.First(change.Protocol), change)), .. environment?.Remarks ?? []]);
    }

    /// <summary>Takes a module's port variables out of its environment file, then gives all its ports back.</summary>
    public RemoveResult Remove(ModuleName module)
    {
        using var database = Open(toRead: false);
        var known = database.Module(module);
        var holding = Holding.Read(database, module);
        if (known is null && holding.IsEmpty)
            throw new LabelHookException(Problems.ModuleUnknown(module));
        var path = PlaceOf(module, known, null);
        using (var environment = known is null ? null : EnvironmentIfThere(path))
        {
            environment?.Clear();
            var freed = database.Change(() =>
            {
                database.Forget(module);
                return ProtocolName.All.ToDictionary(protocol => protocol, protocol => PortsManager.Free(database, module, protocol));
            });
            return new RemoveResult(module, freed[Protocol.Tcp], freed[Protocol.Udp], environment is null ? null : path);
        }
    }

    /// <summary>Does as <see cref="PortsManager.AllocatePorts"/>, and keeps the environment file of an installed module true.</summary>
    public PortAllocation Allocate(ModuleName module, int count, Protocol protocol, bool keepExisting)
    {
        PortsManager.CheckCount(count, settings.Band.Range);
        using var database = Open(toRead: false);
        using var environment = database.Module(module) is { } known ? EnvironmentToChange(module, PlaceOf(module, known, null)) : null;
        var holding = Holding.Read(database, module);
        var change = database.Change(() =>
        {
            holding = Holding.Read(database, module);
            var planned = new PortsManager(_options).Plan(database, count, module, protocol, keepExisting);
            database.Apply(module, planned, hold: environment is not null);
            return planned;
        });
        environment?.Write(Variables(holding.After(change)));
        if (environment is not null && (holding.HasReleasing || change.GivesBack))
            database.Change(() => database.Release(module));
        return new PortAllocation(change.Added, Warnings.Of(change));
    }

    /// <summary>Does as <see cref="PortsManager.DeallocatePorts"/>, after the environment file of an installed module stopped naming the ports.</summary>
    public IReadOnlyList<PortRange> Deallocate(ModuleName module, Protocol protocol)
    {
        using var database = Open(toRead: false);
        using var environment = database.Module(module) is { } known ? EnvironmentIfThere(PlaceOf(module, known, null)) : null;
        environment?.Write(Variables(Holding.Read(database, module).Without(protocol)));
        return database.Change(() => PortsManager.Free(database, module, protocol));
    }

    /// <summary>The modules that hold ports or are recorded, by name.</summary>
    public IReadOnlyList<ModuleListing> List(ModuleName? only, out IReadOnlyList<string> warnings)
    {
        using var database = Open(toRead: true);
        var tcp = database.Held(Protocol.Tcp, out var wrongTcp);
        var udp = database.Held(Protocol.Udp, out var wrongUdp);
        var records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        warnings = [.. wrongTcp.Concat(wrongUdp).Select(Warnings.UnreadableRow)];
        return
        [
            .. records.Keys.Concat(tcp.Concat(udp).Select(row => row.Module)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(name => only is null || name == only.ToString())
                .Select(name => new ModuleListing(name, records.GetValueOrDefault(name), Ports(tcp, name), Ports(udp, name))),
        ];

        static IReadOnlyList<PortRange> Ports(List<HeldRange> held, string module) => [.. held.Where(row => row.Module == module).Select(row => row.Ports)];
    }

    /// <summary>The variables of an installed module's environment file.</summary>
    public IReadOnlyDictionary<string, string> Variables(ModuleName module, out IReadOnlyList<string> warnings)
    {
        using var database = Open(toRead: true);
        var known = database.Module(module) ?? throw new LabelHookException(Problems.ModuleUnknown(module));
        var path = PlaceOf(module, known, null);
        using var environment = EnvironmentToRead(path);
        if (environment is null or { IsThere: false })
            throw new LabelHookException(Problems.EnvironmentMissing(module, path));
        var reserved = environment.Text.Variables.Keys.Where(ReservedNames.Contains).ToList();
        warnings = [.. environment.Remarks, .. reserved.Select(name => Warnings.ReservedVariable(path, name))];
        return environment.Text.Variables.Where(variable => !reserved.Contains(variable.Key)).ToDictionary(StringComparer.Ordinal);
    }

    private List<PortChange> Decide(PortsDatabase database, Holding holding, ModuleRecord? known, ModuleLabels labels) =>
        [.. ProtocolName.All.Select(protocol => Decide(database, protocol, holding.Of(protocol), known?.Demand(protocol), labels.Demand(protocol)))];

    /// <summary>What a demand asks for, beside what was demanded at the last install and what the module did with it since.</summary>
    private PortChange Decide(PortsDatabase database, Protocol protocol, IReadOnlyList<HeldRange> mine, int? before, int demand)
    {
        if (IsEnough(mine, before, demand))
            return PortChange.Nothing(protocol);
        if (mine.Count == 0)
            return _options.Planner.Place(protocol, database.Held(protocol), [], demand);
        return demand == 0
            ? new PortChange(protocol, mine, default, [])
            : _options.Planner.Resize(protocol, database.Held(protocol), mine[0], demand);
    }

    private static bool IsEnough(IReadOnlyList<HeldRange> mine, int? before, int demand) =>
        mine.Count == 0 ? demand == 0 : demand == before || demand == mine[0].Ports.Count || (demand == 0 && before is null);

    private SortedDictionary<string, string> Variables(Holding holding) =>
        PortVariables.For(holding.First(Protocol.Tcp), holding.First(Protocol.Udp), settings.SinglePortList);

    private string PlaceOf(ModuleName module, ModuleRecord? known, string? place)
    {
        var before = known is null ? null : known.EnvironmentFile ?? _places.For(module);
        if (place is not null && before is not null && place != before)
            throw new LabelHookException(Problems.EnvironmentElsewhere(module, place, before));
        return before ?? place ?? _places.For(module);
    }

    private EnvironmentFile EnvironmentToChange(ModuleName module, string path)
    {
        if (settings.EnvironmentFile is null && path == _places.For(module))
            MakeFolder(Path.GetDirectoryName(path)!);
        return EnvironmentFile.OpenToChange(path, wait);
    }

    private EnvironmentFile? EnvironmentIfThere(string path) => Directory.Exists(Path.GetDirectoryName(path)) ? EnvironmentFile.OpenToChange(path, wait) : null;

    private static EnvironmentFile? EnvironmentToRead(string path) => Directory.Exists(Path.GetDirectoryName(path)) ? EnvironmentFile.OpenToRead(path) : null;

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(Problems.EnvironmentPath(folder, "the folder cannot be made"), error);
        }
    }

    private PortsDatabase Open(bool toRead, string? place = null)
    {
        GuardAgainstLoss(place);
        return toRead ? PortsDatabase.OpenToRead(_options.Database, wait) : PortsDatabase.OpenToChange(_options.Database, wait);
    }

    /// <summary>A registry that vanished is not started anew: its modules still run on their ports.</summary>
    private void GuardAgainstLoss(string? place)
    {
        if (PortsDatabase.IsThere(_options.Database))
            return;
        foreach (var path in _places.Existing().Concat(place is null ? [] : [place]))
        {
            using var environment = EnvironmentToRead(path);
            if (environment is not null && environment.Text.Variables.Keys.Intersect(PortVariables.Names, StringComparer.Ordinal).Any())
                throw new LabelHookException(Problems.DatabaseLost(_options.Database, path));
        }
    }
}
