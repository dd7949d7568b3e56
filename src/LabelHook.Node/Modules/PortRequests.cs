using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Modules;

// What PortsManager does, for modules that may be installed: their environment files follow.
internal sealed class PortRequests(Node node)
{
    public PortAllocation Allocate(ModuleName module, int count, Protocol protocol, bool keepExisting, Caller caller = default) =>
        Acquire(module, protocol, caller.Demand, (session, ports) =>
        {
            caller.RequirePermission(module, "allocate-ports", session.Record);
            var kept = keepExisting ? ports.Count(protocol) : 0;
            caller.RequireQuota(module, protocol, count + kept, session.Record);
            node.Planner.CheckCount(count);
            return node.Planner.PlanAllocation(session.Database, module, protocol, count, keepExisting);
        });

    public PortAllocation Claim(ModuleName module, PortRange ports, Protocol protocol) =>
        Acquire(module, protocol, demand: null, (session, _) => PortPlanner.PlanClaim(session.Database, module, protocol, ports));

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

    // demand: What NS8 says that the module's image demands now; null when it says nothing.
    private PortAllocation Acquire(
        ModuleName module, Protocol protocol, int? demand, Func<ModuleSession, ModulePorts, PortChange> decide)
    {
        using var database = node.Open(toRead: false);
        return ModuleSession.Run(node, database, module, session =>
        {
            session.Plan(ports => [decide(session, ports)]); // refuses before a lock or a file is made
            session.Environment = node.Environments.OpenOf(module, session.Record);
            var record = WithDemand(session.Record, protocol, demand);
            var plan = session.Commit(record, ports => [decide(session, ports)], out _);
            var change = plan.Changes.Single();
            var held = plan.After.Count(protocol);
            return new PortAllocation(
                change.Added,
                [
                    .. PortWarnings.Skipped(change),
                    .. ModuleWarnings.OverDemand(module, protocol, held, record?.Quota(protocol)),
                    .. session.Environment?.Losses ?? [],
                ]);
        });
    }

    // NS8 changes a demand without a notice: what a module's own request says of it is recorded.
    private static ModuleRecord? WithDemand(ModuleRecord? record, Protocol protocol, int? demand)
    {
        if (demand is { } now && record is { EnvironmentFile: null } && record.Demand(protocol) != now)
            return record.With(protocol, now);
        return record;
    }
}
