using LabelHook.Database;
using LabelHook.EnvironmentFiles;

namespace LabelHook.Adoptions;

// Why an environment file that its module's own user can write is not taken at its word: a person decides then. Without
// it one module could have the whole band, or the ports of another.
// band: The ports that an image can be given.
// registers: The rows that stand already.
internal sealed class Doubts(PortBand band, IReadOnlyDictionary<Protocol, Register> registers)
{
    // How many ports such a file brings where nothing is known of the module's image; arbitrary, as many as TCP_PORTS
    // lists one by one.
    public const int MaxPorts = 8;

    // known: What is known of the module's image; null: nothing.
    // Returns: null when there is none.
    public Problem? Of(ModuleFile file, ModuleRecord? known)
    {
        foreach (var protocol in ProtocolName.All)
        {
            var blocks = registers[protocol].New(file);
            if (blocks.Count == 0)
                continue;
            var most = known?.Quota(protocol) ?? MaxPorts;
            if (file.Blocks(protocol).Sum(ports => ports.Count) is var count && count > most)
                return AdoptionProblems.AdoptionTooMany(file, protocol, count, most);
            if (blocks.FirstOrDefault(block => !IsGiven(block.Ports)) is { } outside)
                return AdoptionProblems.AdoptionOutside(file, outside, band.Range);
            foreach (var block in blocks)
            {
                if (registers[protocol].Against(block).FirstOrDefault() is { } other)
                    return AdoptionProblems.AdoptionOfTaken(file, block, other);
            }
        }

        return null;
    }

    // Why of several such files, each plausible by itself, none can be believed.
    // Returns: null when no other names the same ports.
    public static Problem? Of(ModuleFile file, IEnumerable<ModuleFile> others)
    {
        foreach (var rival in others.Where(other => other != file))
        {
            foreach (var protocol in ProtocolName.All)
            {
                if (file.Blocks(protocol).FirstOrDefault(ports => rival.Blocks(protocol).Any(ports.Overlaps)) is { Count: > 0 } ports)
                    return AdoptionProblems.AdoptionOfContested(file, protocol, ports, rival);
            }
        }

        return null;
    }

    private bool IsGiven(PortRange ports) => band.Range.Contains(ports) && !band.Excluded.Any(ports.Overlaps);
}
