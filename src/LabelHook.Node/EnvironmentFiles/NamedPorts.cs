namespace LabelHook.EnvironmentFiles;

// The ports of one protocol that an environment file lists, whoever wrote it. P_PORTS_RANGE, P_PORTS and P_PORT must
// agree.
// Blocks: The blocks, that of P_PORT first; more than one where a person added ports to the list.
// Contradiction: Why the file cannot be trusted; null when it can.
internal sealed record NamedPorts(IReadOnlyList<PortRange> Blocks, string? Contradiction)
{
    public static NamedPorts Read(IReadOnlyDictionary<string, string> variables, Protocol protocol)
    {
        var portName = protocol.Upper() + "_PORT";
        var listName = portName + "S";
        var rangeName = listName + "_RANGE";
        IReadOnlyList<PortRange> blocks = [];
        string? first = null;
        foreach (var name in (string[])[rangeName, listName, portName])
        {
            if (!variables.TryGetValue(name, out var value))
                continue;
            var shown = $"{name}={Wording.Shown(value)}";
            var texts = name == listName ? value.Split(',') : [value];
            var listed = ParseBlocks(texts, allowRange: name == rangeName);
            if (listed is null)
                return new NamedPorts([], $"{shown} does not list valid ports");
            if (first is null)
            {
                (blocks, first) = (listed, shown);
                continue;
            }

            var agrees = name == portName ? listed[0].Start == blocks[0].Start : listed.SequenceEqual(blocks);
            if (!agrees)
                return new NamedPorts([], $"{first} and {shown} contradict each other");
        }

        return new NamedPorts(blocks, null);
    }

    // Joins neighbouring ports into blocks.
    // Returns: null when one of the texts is not a port, or repeats one.
    private static List<PortRange>? ParseBlocks(IEnumerable<string> texts, bool allowRange)
    {
        var blocks = new List<PortRange>();
        foreach (var text in texts)
        {
            if (!PortRange.TryParse(text, out var ports) || blocks.Exists(ports.Overlaps))
                return null;
            if (!allowRange && text.Contains('-', StringComparison.Ordinal))
                return null;
            if (blocks is [.., var last] && last.End + 1 == ports.Start)
                blocks[^1] = PortRange.FromBounds(last.Start, ports.End);
            else
                blocks.Add(ports);
        }

        return blocks;
    }
}
