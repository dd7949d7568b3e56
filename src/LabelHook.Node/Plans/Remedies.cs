using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Ports;

namespace LabelHook.Plans;

// Finds modules that stand in the way of new ones, by trying in a copy of the database.
// plan: Up to the first module that does not fit.
internal sealed class Remedies(PortsDatabase database, PortPlanner planner, IReadOnlyList<PlanRequest> plan)
{
    // Most modules that are named; arbitrary, one is enough.
    private const int MaxModules = 3;

    // Most new modules that are placed in search of one; arbitrary, it takes seconds.
    private const int MaxPlacements = 10_000;

    private readonly int _maxTrials = Math.Max(1, MaxPlacements / plan.Sum(request => request.Count));

    // The modules with the fewest ports first.
    // lacking: The protocols that ports are missing of.
    public IReadOnlyList<string> FindRemovable(IReadOnlyList<Protocol> lacking)
    {
        var blocks = ProtocolName.All.ToDictionary(protocol => protocol, BlocksByModule);
        var modules = blocks[lacking[0]].Select(module => module.Key)
            .Where(module => lacking.All(protocol => blocks[protocol].Contains(module)))
            .OrderBy(module => blocks.Values.Sum(rows => rows[module].Sum(row => row.Ports.Count)))
            .ThenBy(module => module, StringComparer.Ordinal);
        return [.. modules.Take(_maxTrials).Where(FitsWithout).Take(MaxModules)];
    }

    // The modules with the smallest blocks first. The block that moves is the one that the variables list.
    public IReadOnlyList<string> FindMovable(Protocol protocol)
    {
        // NS8 does not learn of moved ports.
        var ofNs8 = database.Modules().Where(record => record.EnvironmentFile is null).Select(record => record.Module);
        var blocks = BlocksByModule(protocol)
            .Select(rows => rows.First())
            .ExceptBy(ofNs8, row => row.Module, StringComparer.Ordinal)
            .OrderBy(row => row.Ports.Count)
            .ThenBy(row => row.Module, StringComparer.Ordinal);
        var helpful = blocks.Take(_maxTrials).Where(block => FitsAfterMove(protocol, block));
        return [.. helpful.Select(block => block.Module).Take(MaxModules)];
    }

    private bool FitsWithout(string module) => database.Try(() =>
    {
        var after = planner;
        foreach (var protocol in ProtocolName.All)
        {
            var rows = database.AllocationsOf(protocol, module);
            database.Remove(protocol, rows);
            after = after.After(protocol, rows.Select(row => row.Ports));
        }

        return new Placement(database, after).TryPlaceAll(plan);
    });

    private bool FitsAfterMove(Protocol protocol, AllocationRow block) => database.Try(() =>
    {
        var free = FreePorts.InDatabase(database, protocol, []);
        if (planner.TryFindBlock(protocol, free, block.Ports.Count, out _) is not { Added: var target })
            return false;
        var move = new PortChange(protocol, [block], target, []);
        database.Apply(ModuleName.Parse(block.Module), move, hold: false);
        return new Placement(database, planner.After(protocol, [block.Ports])).TryPlaceAll(plan);
    });

    // The oldest first, without reservations, helpers of NS8, and blocks that are about to be released.
    private ILookup<string, AllocationRow> BlocksByModule(Protocol protocol) => database.Allocations(protocol)
        .Where(row => !row.IsReleasing
            && ModuleName.TryParse(row.Module, out _, out _)
            && CopyHelper.ModuleOf(row.Module) is null)
        .ToLookup(row => row.Module, StringComparer.Ordinal);
}
