using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Nodes;

namespace LabelHook.Adoptions;

// Plans an adoption; used once. What the ports database has already stays as it is. Sources that only administrators
// can write to must agree: otherwise nothing is adopted, since a person has to find out which of them is right. A file
// that cannot be used, or that its module's user can write to and that is not plausible, is left out by itself.
internal sealed class AdoptionPlanner(Node node, PortsDatabase database, IReadOnlyCollection<ModuleName> accepted)
{
    private readonly Dictionary<Protocol, BlockSet> _blocks = ProtocolName.All.ToDictionary(
        protocol => protocol,
        protocol => new BlockSet(protocol, database.Allocations(protocol), node.Options.Database));

    private readonly List<Problem> _leftOut = [];
    private readonly List<Problem> _conflicts = [];
    private readonly List<ModuleFile> _adopted = [];

    // upstream: NS8's database; null when there is none.
    public AdoptionPlan Plan(UpstreamDatabase? upstream)
    {
        foreach (var block in upstream?.Blocks ?? [])
            AddConflicts(block, _blocks[block.Protocol].AddFromDatabase(block));
        foreach (var blocks in _blocks.Values)
            blocks.CloseDatabases();

        var files = ReadFiles();
        var trusted = files.FindAll(file => file.IsCallersOwn || accepted.Contains(file.Module));
        trusted.ForEach(Adopt);
        Plausible([.. files.Except(trusted)]).ForEach(Adopt);

        var added = _blocks.SelectMany(pair => InOrder(pair.Key, pair.Value.Added)).ToList();
        var records = _adopted.FindAll(file => MayBeRecorded(file, added)).ConvertAll(RecordFor);
        records.Sort((one, other) => string.CompareOrdinal(one.Module, other.Module));
        return new AdoptionPlan(added, records, _leftOut, _conflicts, [.. upstream?.Warnings ?? [], .. Warnings()]);
    }

    private List<ModuleFile> ReadFiles()
    {
        var files = new List<ModuleFile>();
        foreach (var (module, path) in node.Environments.Files())
        {
            try
            {
                files.Add(ModuleFile.Read(module, path));
            }
            catch (LabelHookException error)
            {
                // A module's user must not be able to stop the adoption. A faulty disk must: otherwise the ports in the
                // file could be allocated to others.
                (error.Problem.IsOfSystem ? _conflicts : _leftOut).AddRange(error.Problems);
            }
        }

        var missing = accepted.Where(module => !files.Exists(file => file.Module == module)).ToList();
        if (missing.Count > 0)
            throw new LabelHookException([.. _leftOut, .. missing.Select(AdoptionProblems.AcceptedMissing)]);
        return files;
    }

    // Returns: the files without a reason against them, of those that their modules' users can write to.
    private List<ModuleFile> Plausible(List<ModuleFile> files)
    {
        var doubts = new FileDoubts(node.Settings.Band, _blocks);
        var plausible = LeaveOut(files, file => doubts.Find(file, database.Module(file.Module)));
        return LeaveOut(plausible, file => FileDoubts.FindRival(file, plausible));
    }

    private List<ModuleFile> LeaveOut(List<ModuleFile> files, Func<ModuleFile, Problem?> findDoubt)
    {
        var kept = new List<ModuleFile>();
        foreach (var file in files)
        {
            if (findDoubt(file) is { } doubt)
                _leftOut.Add(doubt);
            else
                kept.Add(file);
        }

        return kept;
    }

    private void Adopt(ModuleFile file)
    {
        _adopted.Add(file);
        foreach (var blocks in _blocks.Values)
        {
            foreach (var block in blocks.NewBlocks(file))
            {
                var conflicts = blocks.Conflicts(block);
                AddConflicts(block, conflicts);
                if (conflicts.Count == 0)
                    blocks.Add(block);
            }
        }
    }

    private void AddConflicts(AdoptedBlock block, IEnumerable<AdoptedBlock> others) =>
        _conflicts.AddRange(others.Select(other => AdoptionProblems.ConflictingBlocks(block, other)));

    // The first block of a module has to be the one that its environment file names.
    private IEnumerable<AdoptedBlock> InOrder(Protocol protocol, IEnumerable<AdoptedBlock> blocks) =>
        blocks.OrderBy(block => _adopted.Exists(file => IsFirst(file, protocol, block)) ? 0 : 1);

    private static bool IsFirst(ModuleFile file, Protocol protocol, AdoptedBlock block) =>
        file.Module.ToString() == block.Owner && file.First(protocol) == block.Ports;

    // A record says that LabelHook keeps the file correct, so the file must be correct and belong to no other writer.
    private bool MayBeRecorded(ModuleFile file, List<AdoptedBlock> added)
    {
        if (file.IsNs8s || file.Variables.Count == 0)
            return false;
        if (database.Module(file.Module) is not null || database.FindModuleByFile(file.Path) is not null)
            return false;
        return ProtocolName.All.All(protocol => ListsAllPorts(file, protocol, added));
    }

    private bool ListsAllPorts(ModuleFile file, Protocol protocol, List<AdoptedBlock> added)
    {
        var module = file.Module.ToString();
        var held = database.AllocationsOf(protocol, module).Where(row => !row.IsReleasing).Select(row => row.Ports);
        var gained = added.Where(block => block.Protocol == protocol && block.Owner == module)
            .Select(block => block.Ports);
        return file.Blocks(protocol).Count <= 1 && file.First(protocol) == held.Concat(gained).FirstOrDefault();
    }

    private static ModuleRecord RecordFor(ModuleFile file) => new(
        file.Module.ToString(),
        "",
        "",
        file.First(Protocol.Tcp).Count,
        file.First(Protocol.Udp).Count,
        null,
        file.Path);

    private IEnumerable<string> Warnings()
    {
        foreach (var (name, path) in node.Environments.FilesWithInvalidName())
        {
            if (!ModuleName.TryParse(name, out _, out var problem))
                yield return AdoptionWarnings.FileSkipped(path, problem);
        }
    }
}
