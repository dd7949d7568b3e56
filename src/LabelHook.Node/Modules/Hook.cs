using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// The hook of a node: makes ports, records and environment files true to images. Ports are acquired before a file names
// them and given back after it no longer does, so that whenever the process dies a file names only ports that the
// registry holds for its module, and running again ends where an undisturbed run would have.
internal sealed class Hook(Node node)
{
    // How often a run starts over because another one changed its module meanwhile; arbitrary.
    private const int MaxAttempts = 10;

    // Gives a module what its image demands; does nothing where it has that already.
    // place: Absolute path of the environment file; null: where it was, or the configured place.
    // dryRun: Whether to say what would happen, and touch nothing.
    // reset: Whether the module is to hold exactly what its image demands, whatever it gave back or took since.
    // isAsked: Whether a person asked for this image; what may be a mistake in its labels is not done otherwise.
    public InstallResult Install(ModuleName module, ModuleImage image, string? place, bool dryRun, bool reset = false, bool isAsked = true)
    {
        var labels = ModuleLabels.Read(image.Labels, node.Settings.Band.Range, out var problems);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
        return Settled(() => Install(module, image, labels, place, dryRun, reset, isAsked));
    }

    private InstallResult Install(ModuleName module, ModuleImage image, ModuleLabels labels, string? place, bool dryRun, bool reset, bool isAsked)
    {
        using var database = node.Open(dryRun, place);
        var known = database.Module(module);
        RefuseNs8s(module, known);
        var path = node.PlaceOf(module, known, place);
        if (database.ModuleAt(path) is { } owner && owner != module.ToString())
            throw new LabelHookException(ModuleProblems.EnvironmentShared(path, owner));
        using var environment = dryRun ? node.EnvironmentToRead(module, path) : node.EnvironmentToChange(module, path);
        if (known is null && environment is not null && ModuleFile.IsWrittenByNs8(environment.Text))
            throw new LabelHookException(ModuleProblems.ModuleIsNs8s(module, path));
        Expect(database, module, known);
        var created = known is not null && known.ImageId == image.Id ? known.Created : ImageAge.Seconds(image.Created); // a scan fills in a date that is not known
        var record = new ModuleRecord(module.ToString(), image.Reference, image.Id, labels.Tcp, labels.Udp, string.Join(' ', labels.Authorizations), path, created);
        var holding = ModulePorts.Read(database, module);
        var changed = record != known || ProtocolName.All.Any(protocol => !(reset
            ? PortPlanner.IsExact(holding.Of(protocol), record.Demand(protocol))
            : PortPlanner.IsMet(holding.Of(protocol), known?.Before(protocol, record.Demand(protocol)), record.Demand(protocol))));
        List<PortChange> changes = [];
        if (changed && dryRun)
            changes = Plan(database, holding);
        else if (changed)
        {
            database.Change(() =>
            {
                Expect(database, module, known);
                holding = ModulePorts.Read(database, module);
                changes = Plan(database, holding);
                if (!isAsked)
                    RefuseLoss(module, image, holding, changes);
                foreach (var change in changes)
                    database.Apply(module, change, hold: true);
                database.Save(record);
                environment!.Prepare(Variables(After(holding, changes)));
            });
        }
        else if (!dryRun)
        {
            database.SyncFolder();
        }

        var after = After(holding, changes);
        var variables = Variables(after);
        if (dryRun)
            changed |= environment?.WouldChange(variables) ?? true;
        else
            changed |= Follow(database, environment!, module, variables, committed: changed, release: holding.HasReleasing || changes.Exists(change => change.GivesBack));
        return new InstallResult(
            record, path, changed, after.First(Protocol.Tcp), after.First(Protocol.Udp), labels.Authorizations, variables,
             [
                 .. node.Settings.IsNs8 ? LabelWarnings.OfLabels(image, labels.Authorizations, isNs8: true) : LabelWarnings.OfKeys(image),
                 .. changes.SelectMany(change => ModuleWarnings.Lost(module, image, holding.First(change.Protocol), change)),
                 .. changes.SelectMany(change => PortWarnings.Of(change)),
                 .. changes.SelectMany(change => ModuleWarnings.Moved(module, holding.First(change.Protocol), change)),
                 .. reset ? changes.SelectMany(change => ModuleWarnings.GivenBack(module, change)) : [],
                 .. ProtocolName.All.SelectMany(protocol => ModuleWarnings.BelowDemand(record, protocol, after.Of(protocol))),
                 .. environment?.Warnings ?? [],
             ]);

        List<PortChange> Plan(PortsDatabase from, ModulePorts before) =>
            reset ? node.Planner.Reset(from, before, record) : node.Planner.Meet(from, before, known, record);
    }

    // A label that is gone may be a mistake of who built the image; one that says 0 is not.
    private static void RefuseLoss(ModuleName module, ModuleImage image, ModulePorts holding, List<PortChange> changes)
    {
        foreach (var change in changes.Where(change => change.Removed.Count > 0 && change.Added.Count == 0))
        {
            if (!image.Labels.ContainsKey(ModuleLabels.DemandLabel(change.Protocol)))
                throw new LabelHookException(ModuleProblems.LabelGone(image.Reference, module, change.Protocol, holding.First(change.Protocol)));
        }
    }

    // NS8 keeps the demand and the environment file of its modules itself, and would not know of other ports.
    private void RefuseNs8s(ModuleName module, ModuleRecord? known)
    {
        if (known is { EnvironmentFile: null })
            throw new LabelHookException(ModuleProblems.ModuleIsNs8s(module, null));
        if (known is null && node.FileOfNs8(module) is { } path)
            throw new LabelHookException(ModuleProblems.ModuleIsNs8s(module, path));
    }

    // Takes a module's port variables out of its environment file, then gives all its ports back.
    // Returns: null when there is no such module.
    public RemoveResult? Remove(ModuleName module) => Settled(() =>
    {
        using var database = node.Open(toRead: false);
        var known = database.Module(module);
        if (!IsThere(database, module, known))
            return null;
        using var environment = node.EnvironmentIfThere(module, known);
        var freed = After(environment?.Clear() ?? false, EnvironmentProblems.AfterFileChange, () => database.Change(() =>
        {
            Expect(database, module, known);
            foreach (var (reference, _) in database.RefusedImages().Where(image => IsOf(known, image.Reference)))
                database.GiveUp(reference); // a scan that tried it again would bring the module back
            database.Forget(module);
            return ProtocolName.All.ToDictionary(protocol => protocol, protocol => Free(database, module, protocol));
        }));
        return new RemoveResult(module, freed[Protocol.Tcp], freed[Protocol.Udp], environment?.Path, environment?.Losses ?? []);
    });

    private bool IsOf(ModuleRecord? known, string reference)
    {
        var repository = ImageReference.Parse(reference).Repository;
        return known is not null && (ImageReference.Parse(known.Image).Repository == repository
            || (node.Settings.Modules.TryGetValue(repository, out var module) && module.ToString() == known.Module));
    }

    // Does as PortsManager.AllocatePorts, and keeps the environment file of an installed module true.
    public PortAllocation Allocate(ModuleName module, int count, Protocol protocol, bool keepExisting, Caller caller = default)
    {
        return Acquire(
            module,
            protocol,
            (holding, record) =>
            {
                caller.MayChange(module, "allocate-ports", record);
                caller.MayHold(module, protocol, count + (keepExisting ? holding.Count(protocol) : 0), record);
                PortsManager.CheckCount(count, node.Settings.Band.Range);
            },
            database =>
            {
                Follow(database, module, protocol, caller.Demand);
                return PortsManager.Plan(database, node.Planner, count, module, protocol, keepExisting);
            });
    }

    // NS8 changes a demand without telling: what a module's own request says of it is recorded.
    private static void Follow(PortsDatabase database, ModuleName module, Protocol protocol, int? demand)
    {
        if (demand is { } now && database.Module(module) is { EnvironmentFile: null } record && record.Demand(protocol) != now)
            database.Save(record.With(protocol, now));
    }

    // Does as PortsManager.ClaimPorts, and keeps the environment file of an installed module true.
    public PortAllocation Claim(ModuleName module, PortRange ports, Protocol protocol) =>
        Acquire(module, protocol, (_, _) => { }, database => PortsManager.PlanClaim(database, ports, module, protocol));

    // Does as PortsManager.DeallocatePorts, after the environment file of an installed module stopped naming the ports.
    // Returns: null when there is no such module.
    public IReadOnlyList<PortRange>? Deallocate(ModuleName module, Protocol protocol, Caller caller = default) => Settled(() =>
    {
        using var database = node.Open(toRead: false);
        var known = database.Module(module);
        caller.MayChange(module, "deallocate-ports", known);
        if (!IsThere(database, module, known))
            return null;
        using var environment = node.EnvironmentOf(module, known);
        var changed = environment?.Write(Variables(ModulePorts.Read(database, module).Without(protocol))) ?? false;
        return After(changed, EnvironmentProblems.AfterFileChange, () => database.Change(() =>
        {
            Expect(database, module, known);
            return PortsManager.Free(database, module.ToString(), protocol);
        }));
    });

    // Keeps ports for the administrator. What is reserved for the same reason already changes nothing.
    public void Reserve(PortRange ports, Protocol protocol, string reason)
    {
        if (reason.Trim().Length is 0 or > Reservation.MaxReason || reason.EnumerateRunes().Any(PrintableText.IsHidden))
            throw new LabelHookException(ModuleProblems.Reason(reason));
        var owner = Reservation.Owner(reason.Trim());
        using var database = node.Open(toRead: false);
        database.Change(() =>
        {
            var taken = database.Held(protocol).Where(row => row.Ports.Overlaps(ports)).ToList();
            if (taken.Exists(row => row.Module == owner && row.Ports.Contains(ports)))
                return;
            if (taken.Count > 0)
                throw new LabelHookException(PortProblems.PortsTaken(ports, protocol, "reserve", taken[0]));
            database.Add(protocol, ports, owner);
        });
    }

    // Gives reserved ports back; a reservation that reaches farther keeps the rest.
    // Returns: what was reserved of them.
    public IReadOnlyList<PortRange> Unreserve(PortRange ports, Protocol protocol)
    {
        if (node.IsAbsent)
        {
            node.Open(toRead: true).Dispose(); // refuses when it was lost; no database is made to take nothing out of it
            return [];
        }

        using var database = node.Open(toRead: false);
        return database.Change(() =>
        {
            var reserved = database.Held(protocol).Where(row => Reservation.Reason(row.Module) is not null && row.Ports.Overlaps(ports)).ToList();
            database.Remove(protocol, reserved);
            foreach (var row in reserved)
            {
                foreach (var rest in row.Ports.Without(ports))
                    database.Add(protocol, rest, row.Module);
            }

            return (IReadOnlyList<PortRange>)[.. reserved.Select(row => row.Ports.Intersection(ports)).OrderBy(freed => freed.Start)];
        });
    }

    // The modules that hold ports or are recorded, and the reservations, by name.
    public IReadOnlyList<ModuleListing> List(ModuleName? only, out IReadOnlyList<string> warnings)
    {
        using var database = node.Open(toRead: true);
        var found = new List<string>();
        var blocks = ProtocolName.All.SelectMany(protocol => Blocks(database, protocol, found)).ToLookup(block => block.Module, block => block.Block);
        var records = node.Current(database.Modules()).ToDictionary(record => record.Module, StringComparer.Ordinal);
        warnings = found;
        return
        [
            .. records.Keys.Concat(blocks.Select(rows => rows.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Where(name => only is null || name == only.ToString())
                .Select(name => new ModuleListing(name, records.GetValueOrDefault(name), [.. blocks[name]], State(database, records.GetValueOrDefault(name)))),
        ];
    }

    private static IEnumerable<(string Module, ListedBlock Block)> Blocks(PortsDatabase database, Protocol protocol, List<string> warnings)
    {
        var held = database.Held(protocol, out var wrong);
        var since = database.Since(protocol);
        warnings.AddRange(wrong.Select(DatabaseWarnings.UnreadableRow).Concat(DatabaseWarnings.Overlaps(protocol, held)));
        return held.Select(row => (row.Module, new ListedBlock(protocol, row.Ports, since.TryGetValue((row.Ports, row.Module), out var time) ? time : null)));
    }

    // Whether a module's environment file names what the module holds.
    private EnvironmentState State(PortsDatabase database, ModuleRecord? known)
    {
        if (known?.EnvironmentFile is not { } path || !ModuleName.TryParse(known.Module, out var module, out _))
            return EnvironmentState.None;
        try
        {
            using var environment = node.EnvironmentToRead(module, path);
            if (environment is null or { IsThere: false })
                return EnvironmentState.Missing;
            return environment.Differs(Variables(ModulePorts.Read(database, module))) ? EnvironmentState.Differs : EnvironmentState.Written;
        }
        catch (LabelHookException)
        {
            return EnvironmentState.Unusable;
        }
    }

    // The ports of a module, and of the helper that NS8 names after it while it clones the module.
    private static List<PortRange> Free(PortsDatabase database, ModuleName module, Protocol protocol) =>
        [.. Names(database, module).SelectMany(name => PortsManager.Free(database, name, protocol))];

    private static bool IsThere(PortsDatabase database, ModuleName module, ModuleRecord? known) => known is not null
        || Names(database, module).Any(name => ProtocolName.All.Any(protocol => database.HeldBy(protocol, name).Count > 0));

    private static string[] Names(PortsDatabase database, ModuleName module) =>
        ModuleName.TryParse(module + "_rsync", out var helper, out _) && database.Module(helper) is null ? [module.ToString(), helper.ToString()] : [module.ToString()];

    // check: Refuses what may not be; asked before anything is made, and again inside the transaction.
    private PortAllocation Acquire(ModuleName module, Protocol protocol, Action<ModulePorts, ModuleRecord?> check, Func<PortsDatabase, PortChange> plan) => Settled(() =>
    {
        using var database = node.Open(toRead: false);
        var known = database.Module(module);
        var holding = ModulePorts.Read(database, module);
        check(holding, known);
        using var environment = node.EnvironmentOf(module, known);
        var change = database.Change(() =>
        {
            Expect(database, module, known);
            holding = ModulePorts.Read(database, module);
            check(holding, known);
            var planned = plan(database);
            database.Apply(module, planned, hold: environment is not null);
            environment?.Prepare(Variables(holding.After(planned)));
            return planned;
        });
        var after = holding.After(change);
        if (environment is not null)
            Follow(database, environment, module, Variables(after), committed: change.Added.Count > 0, release: holding.HasReleasing || change.GivesBack);
        return new PortAllocation(change.Added, [.. PortWarnings.Of(change), .. ModuleWarnings.OverDemand(module, protocol, after.Count(protocol), known?.Quota(protocol)), .. environment?.Losses ?? []]);
    });

    // Makes the environment file follow what the registry holds; then what it named before can go.
    // Returns: whether the file changed.
    private static bool Follow(
        PortsDatabase database, EnvironmentFile environment, ModuleName module, IReadOnlyDictionary<string, string> variables, bool committed, bool release)
    {
        return After(committed, problem => ModuleProblems.RegistryChanged(problem, module), () =>
        {
            var changed = environment.Write(variables);
            After(changed && !committed, EnvironmentProblems.AfterFileChange, () =>
            {
                if (release)
                    database.Change(() => database.Release(module));
                return changed;
            });
            return changed;
        });
    }

    // An error of the second of two steps must not hide that the first is done.
    private static T After<T>(bool done, Func<Problem, Problem> said, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (LabelHookException error) when (done)
        {
            throw new LabelHookException(said(error.Problem), error);
        }
    }

    private static ModulePorts After(ModulePorts holding, IEnumerable<PortChange> changes) => changes.Aggregate(holding, (before, change) => before.After(change));

    private static void Expect(PortsDatabase database, ModuleName module, ModuleRecord? known)
    {
        if (database.Module(module) != known)
            throw new LabelHookException(ModuleProblems.ModuleBusy(module));
    }

    // Another run may change a module between our look at its record and our locks: then we look again.
    private static T Settled<T>(Func<T> run)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return run();
            }
            catch (LabelHookException error) when (error.Problem.Code == ModuleProblems.ModuleBusyCode && attempt < MaxAttempts)
            {
                // The other run is done with it now, or the next attempt waits for its lock.
            }
        }
    }

    private SortedDictionary<string, string> Variables(ModulePorts holding) => node.Variables(holding);
}
