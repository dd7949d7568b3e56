using LabelHook.Ports;

namespace LabelHook.Adoptions;

/// <summary>The rows of a protocol while an adoption is planned: those that are there, and those that come, none over another.</summary>
/// <param name="held">What the registry holds.</param>
/// <param name="database">The registry's path.</param>
internal sealed class Register(Protocol protocol, IReadOnlyList<HeldRange> held, string database)
{
    private readonly List<AdoptedBlock> _known = [.. held.Select(row => new AdoptedBlock(row.Module, protocol, row.Ports, database))];
    private readonly List<AdoptedBlock> _added = [];
    private HashSet<string> _owners = [];

    public IReadOnlyList<AdoptedBlock> Added => _added;

    /// <summary>Adds a row of a database.</summary>
    public IEnumerable<Problem> Add(AdoptedBlock block)
    {
        if (_known.Exists(known => known.Owner == block.Owner && known.Ports.Contains(block.Ports)))
            yield break;
        var others = _known.Where(known => known.Ports.Overlaps(block.Ports)).ToList();
        foreach (var other in others)
            yield return Problems.AdoptionConflict(block, other);
        if (others.Count == 0)
            Take(block);
    }

    /// <summary>Ends the rows of databases: what a file names must from now on be what they say of its module, if they say anything.</summary>
    public void Close() => _owners = [.. _known.Select(known => known.Owner)];

    /// <summary>Adds what an environment file names.</summary>
    public IEnumerable<Problem> Add(ModuleFile file)
    {
        foreach (var ports in file.Blocks(protocol))
        {
            var block = new AdoptedBlock(file.Module.ToString(), protocol, ports, file.Path);
            if (_known.Exists(known => known.Owner == block.Owner && known.From != block.From && known.Ports.Contains(ports)))
                continue;
            var others = _known.Where(known => known.Ports.Overlaps(ports)).ToList();
            if (others.Count == 0 && _owners.Contains(block.Owner))
                others = [.. _known.Where(known => known.Owner == block.Owner && known.From != block.From).Take(1)];
            foreach (var other in others)
                yield return Problems.AdoptionConflict(block, other);
            if (others.Count == 0)
                Take(block);
        }
    }

    private void Take(AdoptedBlock block)
    {
        _known.Add(block);
        _added.Add(block);
    }
}
