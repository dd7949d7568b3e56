using LabelHook.Database;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Adoptions;

// The blocks of one protocol while an adoption is planned: those of the ports database and those that it gains. No two
// of them overlap.
// rows: The rows of the ports database.
// database: Its path.
internal sealed class BlockSet(Protocol protocol, IReadOnlyList<AllocationRow> rows, string database)
{
    private readonly List<AdoptedBlock> _blocks =
        [.. rows.Select(row => new AdoptedBlock(row.Module, protocol, row.Ports, database))];

    private readonly List<AdoptedBlock> _added = [];
    private HashSet<string> _ownersInDatabases = [];

    public IReadOnlyList<AdoptedBlock> Added => _added;

    // Adds a block of NS8's database, unless it is there already.
    // Returns: the blocks that overlap it; it is not added when there are any.
    public IReadOnlyList<AdoptedBlock> AddFromDatabase(AdoptedBlock block)
    {
        if (Has(block))
            return [];
        var overlapping = Overlapping(block);
        if (overlapping.Count == 0)
            Add(block);
        return overlapping;
    }

    // Ends the blocks of databases. From now on the owners that they name get no other blocks from files.
    public void CloseDatabases() => _ownersInDatabases = [.. _blocks.Select(block => block.Owner)];

    // The blocks that an environment file lists and that are not there yet.
    public IReadOnlyList<AdoptedBlock> NewBlocks(ModuleFile file)
    {
        var listed = file.Blocks(protocol)
            .Select(ports => new AdoptedBlock(file.Module.ToString(), protocol, ports, file.Path));
        return [.. listed.Where(block => !Has(block))];
    }

    // The blocks that contradict a block of an environment file.
    public IReadOnlyList<AdoptedBlock> Conflicts(AdoptedBlock block)
    {
        var overlapping = Overlapping(block);
        if (overlapping.Count > 0 || !_ownersInDatabases.Contains(block.Owner))
            return overlapping;
        return [_blocks.First(other => other.Owner == block.Owner)];
    }

    public void Add(AdoptedBlock block)
    {
        _blocks.Add(block);
        _added.Add(block);
    }

    private bool Has(AdoptedBlock block) =>
        _blocks.Exists(other => other.Owner == block.Owner && other.Ports.Contains(block.Ports));

    private List<AdoptedBlock> Overlapping(AdoptedBlock block) =>
        _blocks.FindAll(other => other.Ports.Overlaps(block.Ports));
}
