using LabelHook.Ports;

namespace LabelHook.Adoptions;

/// <summary>
/// Rebuilds a registry from what modules were told: their environment files, and a ports database of NS8's. What is in the registry already stays as it
/// is. Where two of them say different things nothing is written, since nobody but a person can know which of them is true.
/// </summary>
/// <param name="upstream">The path of NS8's database; <see langword="null"/> when there is none to read.</param>
internal sealed class Adoption(Node node, string? upstream)
{
    /// <summary>What would come into the registry, and what stands against it.</summary>
    public AdoptionPlan Plan()
    {
        using var database = node.OpenLost(toRead: true);
        return Plan(database);
    }

    /// <summary>Carries a plan out, all of it in one transaction.</summary>
    /// <exception cref="LabelHookException">It has conflicts, or the world is not any more what it was made for.</exception>
    public void CarryOut(AdoptionPlan plan)
    {
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException(plan.Conflicts);
        using var database = node.OpenLost(toRead: false); // also for nothing: it leaves the mark that a killed run owes
        if (plan.IsEmpty)
        {
            database.Keep();
            return;
        }

        database.Change(() =>
        {
            if (Plan(database) != plan)
                throw new LabelHookException(Problems.AdoptionOvertaken());
            foreach (var block in plan.Blocks)
                database.Add(block.Protocol, block.Ports, block.Owner);
            foreach (var record in plan.Records)
                database.Save(record);
        });
    }

    private AdoptionPlan Plan(PortsDatabase database)
    {
        var conflicts = new List<Problem>();
        var files = Files(conflicts);
        var found = upstream is null ? null : UpstreamDatabase.Read(upstream, node.Options.Wait);
        var blocks = new List<AdoptedBlock>();
        foreach (var protocol in ProtocolName.All)
        {
            var registry = new Register(protocol, database.Held(protocol), node.Options.Database);
            foreach (var block in found?.Blocks.Where(block => block.Protocol == protocol) ?? [])
                conflicts.AddRange(registry.Add(block));
            registry.Close();
            foreach (var file in files)
                conflicts.AddRange(registry.Add(file));
            blocks.AddRange(registry.Added.OrderBy(block => files.Exists(file => file.Module.ToString() == block.Owner && file.First(protocol) == block.Ports) ? 0 : 1));
        }

        var records = files.Where(file => IsToBeRecorded(database, file, blocks)).Select(Record).ToList();
        return new AdoptionPlan(blocks, records, conflicts, found?.Warnings ?? []);
    }

    private List<ModuleFile> Files(List<Problem> conflicts)
    {
        var files = new List<ModuleFile>();
        foreach (var (module, path) in node.EnvironmentFiles())
        {
            try
            {
                files.Add(ModuleFile.Read(module, path));
            }
            catch (LabelHookException error)
            {
                conflicts.AddRange(error.Problems);
            }
        }

        return files;
    }

    /// <summary>A record says that LabelHook keeps the file true, so the file must be true, and nobody else's.</summary>
    private static bool IsToBeRecorded(PortsDatabase database, ModuleFile file, List<AdoptedBlock> blocks)
    {
        if (file.IsNs8s || file.Variables.Count == 0 || database.Module(file.Module) is not null || database.ModuleAt(file.Path) is not null)
            return false;
        return ProtocolName.All.All(protocol =>
        {
            var first = database.HeldBy(protocol, file.Module.ToString()).Where(row => !row.IsReleasing).Select(row => row.Ports)
                .Concat(blocks.Where(block => block.Protocol == protocol && block.Owner == file.Module.ToString()).Select(block => block.Ports)).FirstOrDefault();
            return file.Blocks(protocol).Count <= 1 && file.First(protocol) == first;
        });
    }

    private static ModuleRecord Record(ModuleFile file) =>
        new(file.Module.ToString(), "", "", file.First(Protocol.Tcp).Count, file.First(Protocol.Udp).Count, null, file.Path);
}
