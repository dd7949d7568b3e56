using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Adoptions;

// Rebuilds a ports database from what modules were told: their environment files, and a ports database of NS8's. What
// is in the database already stays as it is. Where two of them that only administrators write say different things
// nothing is written, since a person has to find out which of them is true. A file that is unfit, or that the module's
// own user can write and that names more than is plausible, is left out, and stops no other.
// upstream: The path of NS8's database; null when there is none to read.
// accepted: Modules to take at their word.
internal sealed class Adoption(Node node, string? upstream, IReadOnlyCollection<ModuleName> accepted)
{
    // What would come into the ports database, what is left out, and what stands against all of it.
    public AdoptionPlan Plan()
    {
        using var database = node.OpenLost(toRead: true);
        return Plan(database);
    }

    // Plans again and carries the plan out, all in one transaction: no module can have its file changed in between.
    // Throws: there are conflicts.
    public AdoptionPlan CarryOut()
    {
        var plan = Plan();
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException([.. plan.LeftOut, .. plan.Conflicts]);
        using var database = node.OpenLost(toRead: false); // also for nothing: it leaves the mark that a killed run owes
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
        if (plan.Conflicts.Count > 0)
            throw new LabelHookException([.. plan.LeftOut, .. plan.Conflicts]);
        foreach (var block in plan.Blocks)
            database.Add(block.Protocol, block.Ports, block.Owner);
        foreach (var record in plan.Records)
            database.Save(record);
        return plan;
    }

    private AdoptionPlan Plan(PortsDatabase database)
    {
        var found = upstream is null ? null : UpstreamDatabase.Read(upstream, node.Options.Wait);
        var registers = ProtocolName.All.ToDictionary(protocol => protocol, protocol => new Register(protocol, database.Held(protocol), node.Options.Database));
        var conflicts = new List<Problem>();
        foreach (var (protocol, register) in registers)
        {
            foreach (var block in found?.Blocks.Where(block => block.Protocol == protocol) ?? [])
                conflicts.AddRange(register.Add(block));
            register.Close();
        }

        var leftOut = new List<Problem>();
        var files = Files(leftOut, conflicts);
        var trusted = files.Where(file => file.IsCallersOwn || accepted.Contains(file.Module)).ToList();
        foreach (var file in trusted)
            conflicts.AddRange(Add(registers, file));
        foreach (var file in Plausible(database, registers, [.. files.Except(trusted)], leftOut))
        {
            conflicts.AddRange(Add(registers, file));
            trusted.Add(file);
        }

        var blocks = registers.SelectMany(pair => InOrder(pair.Key, pair.Value, trusted)).ToList();
        var records = trusted.Where(file => IsToBeRecorded(database, file, blocks)).Select(Record).OrderBy(record => record.Module, StringComparer.Ordinal).ToList();
        return new AdoptionPlan(blocks, records, leftOut, conflicts, found?.Warnings ?? []);
    }

    private List<ModuleFile> Files(List<Problem> leftOut, List<Problem> conflicts)
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
                // What a module can do to its file is no reason to wait; a disk in trouble is, since the ports of the file would be given to others.
                (error.Problem.IsOfSystem ? conflicts : leftOut).AddRange(error.Problems);
            }
        }

        var missing = accepted.Where(module => !files.Exists(file => file.Module == module)).ToList();
        return missing.Count == 0 ? files : throw new LabelHookException([.. leftOut, .. missing.Select(AdoptionProblems.AcceptedMissing)]);
    }

    // Returns: of the files that modules' users can write, those that nothing speaks against.
    private List<ModuleFile> Plausible(PortsDatabase database, Dictionary<Protocol, Register> registers, List<ModuleFile> files, List<Problem> leftOut)
    {
        var doubts = new Doubts(node.Settings.Band, registers);
        var plausible = Left(files, file => doubts.Of(file, database.Module(file.Module)), leftOut);
        return Left(plausible, file => Doubts.Of(file, plausible), leftOut);
    }

    private static List<ModuleFile> Left(List<ModuleFile> files, Func<ModuleFile, Problem?> doubt, List<Problem> leftOut)
    {
        var judged = files.Select(file => (File: file, Doubt: doubt(file))).ToList();
        leftOut.AddRange(judged.Select(pair => pair.Doubt).OfType<Problem>());
        return [.. judged.Where(pair => pair.Doubt is null).Select(pair => pair.File)];
    }

    private static List<Problem> Add(Dictionary<Protocol, Register> registers, ModuleFile file)
    {
        var conflicts = new List<Problem>();
        foreach (var register in registers.Values)
        {
            foreach (var block in register.New(file))
            {
                var others = register.Against(block).ToList();
                conflicts.AddRange(others.Select(other => AdoptionProblems.AdoptionConflict(block, other)));
                if (others.Count == 0)
                    register.Take(block);
            }
        }

        return conflicts;
    }

    // The first block of a module is the one that its environment file names.
    private static IEnumerable<AdoptedBlock> InOrder(Protocol protocol, Register register, List<ModuleFile> files) =>
        register.Added.OrderBy(block => files.Exists(file => file.Module.ToString() == block.Owner && file.First(protocol) == block.Ports) ? 0 : 1);

    // A record says that LabelHook keeps the file true, so the file must be true, and nobody else's.
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
