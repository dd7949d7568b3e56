using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// Allocates, claims and releases ports of modules as PortsManager does, and updates the environment files of installed
// modules.
internal sealed class PortRequests(Node node)
{
    public PortAllocation Allocate(
        ModuleName module, int count, Protocol protocol, bool keepExisting, Caller caller = default) =>
        ApplyAllocation(module, protocol, caller.Demand, (session, ports) =>
        {
            caller.RequirePermission(module, "allocate-ports", session.Record);
            var kept = keepExisting ? ports.Count(protocol) : 0;
            caller.RequireQuota(module, protocol, count + kept, session.Record);
            PortPlanner.CheckCount(count, node.Settings.Band);
            return node.PlannerFor(session.Database).PlanAllocation(session.Database, module, protocol, count, keepExisting);
        });

    public PortAllocation Claim(ModuleName module, PortRange ports, Protocol protocol) =>
        ApplyAllocation(module, protocol, demand: null, (session, _) =>
            PortPlanner.PlanClaim(session.Database, module, protocol, ports));

    // Moves the block that the variables of the module list.
    // to: The new first port; null for the lowest free block elsewhere.
    // Returns: the block that the module then has.
    public PortAllocation Move(ModuleName module, Protocol protocol, int? to)
    {
        PortRange before = default;
        var moved = ApplyAllocation(module, protocol, demand: null, (session, ports) =>
        {
            if (session.Record is { EnvironmentFile: null })
                throw new LabelHookException(ModuleProblems.OwnedByNs8(module, null));
            if (ports.Blocks(protocol) is not [var block, ..])
            {
                throw new LabelHookException(ModuleNames.Exists(session.Database, module, session.Record)
                    ? ModuleProblems.NoPorts(module, protocol)
                    : ModuleProblems.Unknown(module));
            }

            before = block.Ports;
            var planner = node.PlannerFor(session.Database);
            return to is { } start
                ? planner.PlanAt(session.Database, protocol, [block], PortRange.FromStart(start, before.Count))
                : planner.PlanMove(session.Database, protocol, block);
        });
        if (moved.Ports.Count == 0)
            return moved with { Ports = before };
        var change = new PortChange(protocol, [], moved.Ports, []);
        return moved with
        {
            Warnings =
            [
                .. moved.Warnings,
                .. ModuleWarnings.Moved(module, before, change),
                .. to is null ? [] : PortWarnings.Ephemeral(protocol, moved.Ports),
            ],
        };
    }

    // Returns: null when the module does not exist.
    public IReadOnlyList<PortRange>? Deallocate(ModuleName module, Protocol protocol, Caller caller = default)
    {
        using var database = node.Open(toRead: false);
        return ModuleSession.Run(node, database, module, session =>
        {
            caller.RequirePermission(module, "deallocate-ports", session.Record);
            if (!ModuleNames.Exists(database, module, session.Record))
                return null;
            session.Environment = node.Environments.OpenOf(module, session.Record);
            var rest = ModulePorts.Read(database, module).Without(protocol);
            var fileChanged = session.Environment?.Write(node.Variables(rest)) ?? false;
            return session.Withdraw(fileChanged, () => database.RemoveAll(protocol, module.ToString()));
        });
    }

    // demand: The current demand of the module's image, from NS8; null if unknown.
    private PortAllocation ApplyAllocation(
        ModuleName module, Protocol protocol, int? demand, Func<ModuleSession, ModulePorts, PortChange> decide)
    {
        using var database = node.Open(toRead: false);
        return ModuleSession.Run(node, database, module, session =>
        {
            session.Plan(ports => [decide(session, ports)]); // fails before a lock or a file is created
            session.Environment = node.Environments.OpenOf(module, session.Record);
            var record = WithDemand(session.Record, protocol, demand);
            var plan = session.Commit(record, ports => [decide(session, ports)]);
            var change = plan.Changes.Single();
            var count = plan.After.Count(protocol);
            return new PortAllocation(
                change.Added,
                [
                    .. PortWarnings.Skipped(change),
                    .. ModuleWarnings.OverDemand(module, protocol, count, record?.Quota(protocol)),
                    .. session.Environment?.Losses ?? [],
                ]);
        });
    }

    // NS8 changes a module's demand without notice, so the demand in the module's own request is recorded.
    private static ModuleRecord? WithDemand(ModuleRecord? record, Protocol protocol, int? demand)
    {
        if (demand is { } now && record is { EnvironmentFile: null } && record.Demand(protocol) != now)
            return record.With(protocol, now);
        return record;
    }
}
