namespace LabelHook.EnvironmentFiles;

// The ports of a protocol that an environment file names, whoever wrote it: the range, the list and the port must
// agree.
// Blocks: The blocks, that of P_PORT first; more than one where somebody added ports to the list by hand.
// Contradiction: Why the file cannot be taken at its word; null when it can.
internal sealed record NamedPorts(IReadOnlyList<PortRange> Blocks, string? Contradiction)
{
    public static NamedPorts Read(IReadOnlyDictionary<string, string> variables, Protocol protocol)
    {
        var port = protocol.Upper() + "_PORT";
        IReadOnlyList<PortRange> blocks = [];
        string? word = null;
        foreach (var name in (string[])[port + "S_RANGE", port + "S", port])
        {
            if (!variables.TryGetValue(name, out var value))
                continue;
            var said = value.Split(name == port + "S" ? ',' : '\n').Aggregate((List<PortRange>?)[], (list, text) => Append(list, text, isSingle: name != port + "S_RANGE"));
            var shown = $"{name}={Wording.Shown(value)}";
            if (said is null)
                return new NamedPorts([], $"{shown} names no ports");
            if (word is null)
                (blocks, word) = (said, shown);
            else if (name == port ? said[0].Start != blocks[0].Start : !said.SequenceEqual(blocks))
                return new NamedPorts([], $"{word} and {shown} contradict each other");
        }

        return new NamedPorts(blocks, null);
    }

    // Returns: null when the text is no port, or one that was named before.
    private static List<PortRange>? Append(List<PortRange>? list, string text, bool isSingle)
    {
        if (list is null || !PortRange.TryParse(text, out var ports) || (isSingle && text.Contains('-', StringComparison.Ordinal)) || list.Exists(ports.Overlaps))
            return null;
        return list is [.. var before, var last] && last.End + 1 == ports.Start ? [.. before, PortRange.FromBounds(last.Start, ports.End)] : [.. list, ports];
    }
}
