using LabelHook.Database;
using LabelHook.Labels;
using LabelHook.Ports;

namespace LabelHook.Plans;

// Gives ports to new modules in a copy of a node's database, as installs do one after the other.
internal sealed class Placement(PortsDatabase database, PortPlanner planner)
{
    // Not the name of a module.
    private const string Owner = "(planned)";

    // The last port of all blocks so far.
    public int LastPort { get; private set; }

    // Returns: how many of the modules fit.
    public int Place(PlanRequest request)
    {
        var fit = 0;
        while (fit < request.Count && TryPlace(request.Labels))
            fit++;
        return fit;
    }

    public bool TryPlaceAll(IEnumerable<PlanRequest> requests) =>
        requests.All(request => Place(request) == request.Count);

    // Why another module does not fit.
    public IReadOnlyList<Shortage> Shortages(ModuleLabels labels)
    {
        var shortages = new List<Shortage>();
        foreach (var protocol in ProtocolName.All)
        {
            var demand = labels.Demand(protocol);
            var free = FreePorts.InDatabase(database, protocol, []);
            if (demand == 0 || planner.TryFindBlock(protocol, free, demand, out var skipped) is not null)
                continue;
            var largest = planner.LargestFree(protocol, free, skipped);
            var reason = planner.BandExhausted(protocol, free, demand, skipped);
            shortages.Add(new Shortage(protocol, demand, largest, reason));
        }

        return shortages;
    }

    // A module that lacks ports of one protocol gets none of the other.
    private bool TryPlace(ModuleLabels labels)
    {
        var changes = new List<PortChange>();
        foreach (var protocol in ProtocolName.All.Where(protocol => labels.Demand(protocol) > 0))
        {
            var free = FreePorts.InDatabase(database, protocol, []);
            if (planner.TryFindBlock(protocol, free, labels.Demand(protocol), out _) is not { } change)
                return false;
            changes.Add(change);
        }

        foreach (var change in changes)
        {
            database.Add(change.Protocol, change.Added, Owner);
            LastPort = Math.Max(LastPort, change.Added.End);
        }

        return true;
    }
}
