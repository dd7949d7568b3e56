using LabelHook.Database;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Adoptions;

// Reasons not to adopt an environment file that its module's own user can write to: one module could take the whole
// band, or the ports of another. A person has to accept the file then.
internal sealed class FileDoubts(PortBand band, IReadOnlyDictionary<Protocol, BlockSet> blocks)
{
    // How many ports such a file can bring when nothing is known about the module's image; arbitrary, as many as
    // TCP_PORTS lists one by one.
    public const int MaxPorts = 8;

    // known: The module's record; null when it has none.
    // Returns: null when there is no reason.
    public Problem? Find(ModuleFile file, ModuleRecord? known) =>
        ProtocolName.All.Select(protocol => Find(file, known, protocol)).FirstOrDefault(problem => problem is not null);

    // Returns: why a file is not adopted although it is plausible by itself; null when no other lists the same ports.
    public static Problem? FindRival(ModuleFile file, IEnumerable<ModuleFile> others)
    {
        foreach (var rival in others.Where(other => other != file))
        {
            foreach (var protocol in ProtocolName.All)
            {
                var contested = file.Blocks(protocol)
                    .FirstOrDefault(ports => rival.Blocks(protocol).Any(ports.Overlaps));
                if (contested.Count > 0)
                    return AdoptionProblems.PortsContested(file, protocol, contested, rival);
            }
        }

        return null;
    }

    private Problem? Find(ModuleFile file, ModuleRecord? known, Protocol protocol)
    {
        var newBlocks = blocks[protocol].NewBlocks(file);
        if (newBlocks.Count == 0)
            return null;
        var count = file.Blocks(protocol).Sum(ports => ports.Count);
        var most = known?.Quota(protocol) ?? MaxPorts;
        if (count > most)
            return AdoptionProblems.TooManyPorts(file, protocol, count, most);
        foreach (var block in newBlocks)
        {
            if (!IsAllocatable(block.Ports))
                return AdoptionProblems.PortsOutsideBand(file, block, band.Range);
        }

        foreach (var block in newBlocks)
        {
            if (blocks[protocol].Conflicts(block) is [var other, ..])
                return AdoptionProblems.PortsTaken(file, block, other);
        }

        return null;
    }

    private bool IsAllocatable(PortRange ports) => band.Range.Contains(ports) && !band.Excluded.Any(ports.Overlaps);
}
