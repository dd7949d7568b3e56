using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// Allocates the ports that the images of modules demand.
// database: The node's database, opened by a caller that installs many images; null to open it for each.
internal sealed class Installer(Node node, PortsDatabase? database = null)
{
    // Changes nothing when the module is up to date.
    // environmentFile: Absolute path; null for the recorded one, else the configured one.
    // reset: Whether to allocate exactly what the image demands, although ports were released or added at run time.
    // isAsked: Whether the user named this image; otherwise a missing label does not release ports.
    // fixedPorts: The first ports that the user chose.
    public InstallResult Install(
        ModuleName module,
        ModuleImage image,
        string? environmentFile,
        bool reset = false,
        bool isAsked = true,
        FixedPorts fixedPorts = default)
    {
        var labels = ModuleLabels.Read(image.Labels, node.Settings.Band.Range, out var problems);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
        RefuseWithoutDemand(image, labels, fixedPorts);
        using var opened = database is null ? node.Open(toRead: false, environmentFile) : null;
        return ModuleSession.Run(node, database ?? opened!, module, session =>
        {
            var path = FindEnvironmentFile(session, module, environmentFile);
            session.Environment = node.Environments.OpenToChange(module, path);
            if (session is { Record: null, Environment.Text: var text } && ModuleFile.IsWrittenByNs8(text))
                throw new LabelHookException(ModuleProblems.OwnedByNs8(module, path));

            var record = NewRecord(session.Record, module, image, labels, path);
            var plan = session.Commit(record, Decide, out var changed);
            changed |= session.Environment is null; // a preview opens no file in a missing folder
            return new InstallResult(
                record,
                path,
                changed,
                plan.After.FirstBlock(Protocol.Tcp),
                plan.After.FirstBlock(Protocol.Udp),
                labels.Authorizations,
                node.Variables(plan.After),
                [
                    .. LabelWarningsFor(image, labels),
                    .. Warnings(plan, record, module, image, reset),
                    .. ProtocolName.All.Where(protocol => fixedPorts.For(protocol) is not null)
                        .SelectMany(protocol => PortWarnings.Ephemeral(protocol, plan.After.FirstBlock(protocol))),
                    .. session.Environment?.Warnings ?? [],
                ]);

            List<PortChange> Decide(ModulePorts ports)
            {
                var planner = node.PlannerFor(session.Database);
                var changes = reset
                    ? planner.PlanExactDemand(session.Database, ports, record, fixedPorts)
                    : planner.PlanDemand(session.Database, ports, session.Record, record, fixedPorts);
                if (!isAsked)
                    RefuseLossByMissingLabel(module, image, ports, changes);
                return changes;
            }
        });
    }

    private static void RefuseWithoutDemand(ModuleImage image, ModuleLabels labels, FixedPorts fixedPorts)
    {
        foreach (var protocol in ProtocolName.All.Where(protocol => fixedPorts.For(protocol) is not null))
        {
            if (labels.Demand(protocol) == 0)
                throw new LabelHookException(ModuleProblems.NothingToFix(image.Reference, protocol));
        }
    }

    private string FindEnvironmentFile(ModuleSession session, ModuleName module, string? asked)
    {
        RefuseModuleOfNs8(module, session.Record);
        var path = node.Environments.PathFor(module, session.Record, asked);
        if (session.Database.FindModuleByFile(path) is { } owner && owner != module.ToString())
            throw new LabelHookException(ModuleProblems.EnvironmentShared(path, owner));
        return path;
    }

    // NS8 writes the environment files of its modules itself, and would not learn of changed ports.
    private void RefuseModuleOfNs8(ModuleName module, ModuleRecord? known)
    {
        if (known is { EnvironmentFile: null })
            throw new LabelHookException(ModuleProblems.OwnedByNs8(module, null));
        if (known is null && node.Environments.FindFileOfNs8(module) is { } path)
            throw new LabelHookException(ModuleProblems.OwnedByNs8(module, path));
    }

    private static ModuleRecord NewRecord(
        ModuleRecord? known, ModuleName module, ModuleImage image, ModuleLabels labels, string path)
    {
        // A scan may have recorded a date that the image itself lacks.
        var created = known is not null && known.ImageId == image.Id ? known.Created : ImageAge.Seconds(image.Created);
        var authorizations = string.Join(' ', labels.Authorizations);
        return new ModuleRecord(
            module.ToString(), image.Reference, image.Id, labels.Tcp, labels.Udp, authorizations, path, created);
    }

    // A missing label may be a mistake in the build of the image; a label of 0 is intended.
    private static void RefuseLossByMissingLabel(
        ModuleName module, ModuleImage image, ModulePorts ports, List<PortChange> changes)
    {
        foreach (var change in changes.Where(change => change.Removed.Count > 0 && change.Added.Count == 0))
        {
            if (!image.Labels.ContainsKey(ModuleLabels.DemandLabel(change.Protocol)))
            {
                var lost = ports.FirstBlock(change.Protocol);
                throw new LabelHookException(
                    ModuleProblems.LabelGone(image.Reference, module, change.Protocol, lost));
            }
        }
    }

    private IReadOnlyList<string> LabelWarningsFor(ModuleImage image, ModuleLabels labels) => node.Settings.IsNs8
        ? LabelWarnings.ForLabels(image, labels.Authorizations, isNs8: true)
        : LabelWarnings.ForKeys(image);

    private static IEnumerable<string> Warnings(
        ModulePlan plan, ModuleRecord record, ModuleName module, ModuleImage image, bool reset)
    {
        var changes = plan.Changes;
        var lost = changes.SelectMany(change => ModuleWarnings.Lost(module, image, BlockBefore(change), change));
        var skipped = changes.SelectMany(PortWarnings.Skipped);
        var moved = changes.SelectMany(change => ModuleWarnings.Moved(module, BlockBefore(change), change));
        var released = changes.Where(_ => reset).SelectMany(change => ModuleWarnings.Released(module, change));
        var missing = ProtocolName.All.SelectMany(
            protocol => ModuleWarnings.BelowDemand(record, protocol, plan.After.Blocks(protocol)));
        return [.. lost, .. skipped, .. moved, .. released, .. missing];

        PortRange BlockBefore(PortChange change) => plan.Before.FirstBlock(change.Protocol);
    }
}
