using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Images;
using LabelHook.Labels;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// The install of one image in a session of its module.
internal sealed class Installation
{
    private readonly Node _node;
    private readonly ModuleSession _session;
    private readonly InstallRequest _request;
    private readonly ModuleLabels _labels;
    private readonly string _path;

    // Locks the environment file.
    // group: Files that are changed together; null for a single one.
    public Installation(
        Node node,
        ModuleSession session,
        InstallRequest request,
        ModuleLabels labels,
        EnvironmentFileGroup? group = null)
    {
        _node = node;
        _session = session;
        _request = request;
        _labels = labels;
        _path = FindEnvironmentFile();
        session.Environment = node.Environments.OpenToChange(request.Module, _path, group);
        if (session is { Record: null, Environment.Text: var text } && ModuleFile.IsWrittenByNs8(text))
            throw new LabelHookException(ModuleProblems.OwnedByNs8(request.Module, _path));
        Record = NewRecord(session.Record);
    }

    public ModuleRecord Record { get; }

    private ModuleImage Image => _request.Image;

    private IReadOnlyList<string> ImageWarnings => _node.Settings.IsNs8
        ? LabelWarnings.ForLabels(Image, _labels.Authorizations, isNs8: true)
        : LabelWarnings.ForKeys(Image);

    // Throws: the labels of the image are not valid.
    public static ModuleLabels ReadLabels(Node node, InstallRequest request)
    {
        var labels = ModuleLabels.Read(request.Image.Labels, node.Settings.Band.Range, out var problems);
        if (problems.Count > 0)
            throw new LabelHookException(problems);
        foreach (var protocol in ProtocolName.All.Where(protocol => request.FixedPorts.For(protocol) is not null))
        {
            if (labels.Demand(protocol) == 0)
                throw new LabelHookException(ModuleProblems.NothingToFix(request.Image.Reference, protocol));
        }

        return labels;
    }

    public List<PortChange> Decide(ModulePorts ports, PortPlanner planner)
    {
        var (database, fixedPorts) = (_session.Database, _request.FixedPorts);
        var changes = _request.Reset
            ? planner.PlanExactDemand(database, ports, Record, fixedPorts)
            : planner.PlanDemand(database, ports, _session.Record, Record, fixedPorts);
        if (!_request.IsAsked)
            RefuseLossByMissingLabel(ports, changes);
        return changes;
    }

    public InstallResult Result(ModulePlan plan) => new(
        Record,
        _path,
        _session.IsChanged || _session.Environment is null, // a preview opens no file in a missing folder
        plan.After.FirstBlock(Protocol.Tcp),
        plan.After.FirstBlock(Protocol.Udp),
        _labels.Authorizations,
        _node.Variables(plan.After),
        [
            .. ImageWarnings,
            .. Warnings(plan),
            .. ProtocolName.All.Where(protocol => _request.FixedPorts.For(protocol) is not null)
                .SelectMany(protocol => PortWarnings.Ephemeral(protocol, plan.After.FirstBlock(protocol))),
            .. _session.Environment?.Warnings ?? [],
        ]);

    private string FindEnvironmentFile()
    {
        var (module, known) = (_request.Module, _session.Record);
        RefuseModuleOfNs8(module, known);
        var path = _node.Environments.PathFor(module, known, _request.EnvironmentFile);
        if (_session.Database.FindModuleByFile(path) is { } owner && owner != module.ToString())
            throw new LabelHookException(ModuleProblems.EnvironmentShared(path, owner));
        return path;
    }

    // NS8 writes the environment files of its modules itself, and would not learn of changed ports.
    private void RefuseModuleOfNs8(ModuleName module, ModuleRecord? known)
    {
        if (known is { EnvironmentFile: null })
            throw new LabelHookException(ModuleProblems.OwnedByNs8(module, null));
        if (known is null && _node.Environments.FindFileOfNs8(module) is { } path)
            throw new LabelHookException(ModuleProblems.OwnedByNs8(module, path));
    }

    private ModuleRecord NewRecord(ModuleRecord? known)
    {
        // A scan may have recorded a date that the image itself lacks.
        var created = known is not null && known.ImageId == Image.Id ? known.Created : ImageAge.Seconds(Image.Created);
        var authorizations = string.Join(' ', _labels.Authorizations);
        return new ModuleRecord(
            _request.Module.ToString(),
            Image.Reference,
            Image.Id,
            _labels.Tcp,
            _labels.Udp,
            authorizations,
            _path,
            created);
    }

    // A missing label may be a mistake in the build of the image; a label of 0 is intended.
    private void RefuseLossByMissingLabel(ModulePorts ports, List<PortChange> changes)
    {
        foreach (var change in changes.Where(change => change.Removed.Count > 0 && change.Added.Count == 0))
        {
            if (!Image.Labels.ContainsKey(ModuleLabels.DemandLabel(change.Protocol)))
            {
                var lost = ports.FirstBlock(change.Protocol);
                throw new LabelHookException(
                    ModuleProblems.LabelGone(Image.Reference, _request.Module, change.Protocol, lost));
            }
        }
    }

    private IEnumerable<string> Warnings(ModulePlan plan)
    {
        var (module, changes) = (_request.Module, plan.Changes);
        var lost = changes.SelectMany(change => ModuleWarnings.Lost(module, Image, BlockBefore(change), change));
        var skipped = changes.SelectMany(PortWarnings.Skipped);
        var moved = changes.SelectMany(change => ModuleWarnings.Moved(module, BlockBefore(change), change));
        var released = changes.Where(_ => _request.Reset)
            .SelectMany(change => ModuleWarnings.Released(module, change));
        var missing = ProtocolName.All.SelectMany(
            protocol => ModuleWarnings.BelowDemand(Record, protocol, plan.After.Blocks(protocol)));
        return [.. lost, .. skipped, .. moved, .. released, .. missing];

        PortRange BlockBefore(PortChange change) => plan.Before.FirstBlock(change.Protocol);
    }
}
