using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Adoptions;

// Rebuilds a ports database from what modules were told: their environment files and NS8's ports database.
// upstream: The path of NS8's database; null to read none.
// accepted: Modules with environment files to adopt even if their users can write to them.
internal sealed class Adoption(Node node, string? upstream, IReadOnlyCollection<ModuleName> accepted)
{
    // What an adoption would write, what it would leave out, and what prevents it.
    public AdoptionPlan Plan()
    {
        using var database = node.OpenForRecovery(toRead: true);
        return Plan(database);
    }

    // Plans and writes in one transaction, so that no environment file can change in between.
    // Throws: there are conflicts.
    public AdoptionPlan Apply()
    {
        var plan = Plan();
        RefuseConflicts(plan);

        // An empty plan is written too: it leaves the mark that a killed run may have left out.
        using var database = node.OpenForRecovery(toRead: false);
        if (plan.IsEmpty)
        {
            database.SyncFolder();
            return plan;
        }

        return database.Change(() => Write(database));
    }

    private AdoptionPlan Write(PortsDatabase database)
    {
        var plan = Plan(database);
        RefuseConflicts(plan);
        foreach (var block in plan.Blocks)
            database.Add(block.Protocol, block.Ports, block.Owner);
        foreach (var record in plan.Records)
            database.Save(record);
        return plan;
    }

    private AdoptionPlan Plan(PortsDatabase database)
    {
        var found = upstream is null ? null : UpstreamDatabase.Read(upstream, node.Options.Wait);
        return new AdoptionPlanner(node, database, accepted).Plan(found);
    }

    private static void RefuseConflicts(AdoptionPlan plan)
    {
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException([.. plan.LeftOut, .. plan.Conflicts]);
    }
}
