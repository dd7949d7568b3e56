using LabelHook.Database;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Adoptions;

// The rows of a protocol while an adoption is planned: those that are there, and those that come, none over another.
// held: What the ports database holds.
// database: The path of the ports database.
internal sealed class Register(Protocol protocol, IReadOnlyList<AllocationRow> held, string database)
{
    private readonly List<AdoptedBlock> _known = [.. held.Select(row => new AdoptedBlock(row.Module, protocol, row.Ports, database))];
    private readonly List<AdoptedBlock> _added = [];
    private HashSet<string> _owners = [];

    public IReadOnlyList<AdoptedBlock> Added => _added;

    // Adds a row of a database.
    public IEnumerable<Problem> Add(AdoptedBlock block)
    {
        if (_known.Exists(known => known.Owner == block.Owner && known.Ports.Contains(block.Ports)))
            yield break;
        var others = _known.Where(known => known.Ports.Overlaps(block.Ports)).ToList();
        foreach (var other in others)
            yield return AdoptionProblems.AdoptionConflict(block, other);
        if (others.Count == 0)
            Take(block);
    }

    // Ends the rows of databases: what a file names must from now on be what they say of its module, if they say
    // anything.
    public void Close() => _owners = [.. _known.Select(known => known.Owner)];

    // The blocks that an environment file would bring.
    public IReadOnlyList<AdoptedBlock> New(ModuleFile file) =>
    [
        .. file.Blocks(protocol).Select(ports => new AdoptedBlock(file.Module.ToString(), protocol, ports, file.Path))
            .Where(block => !_known.Exists(known => known.Owner == block.Owner && known.Ports.Contains(block.Ports))),
    ];

    // What stands against a block that an environment file names.
    public IEnumerable<AdoptedBlock> Against(AdoptedBlock block)
    {
        var others = _known.Where(known => known.Ports.Overlaps(block.Ports)).ToList();
        return others.Count > 0 || !_owners.Contains(block.Owner) ? others : _known.Where(known => known.Owner == block.Owner).Take(1);
    }

    public void Take(AdoptedBlock block)
    {
        _known.Add(block);
        _added.Add(block);
    }
}
