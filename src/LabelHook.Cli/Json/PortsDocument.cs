namespace LabelHook.Cli.Json;

internal sealed record PortsDocument(int Start, int End)
{
    // Returns: null for the empty block.
    public static PortsDocument? Of(PortRange ports) => ports.Count == 0 ? null : new PortsDocument(ports.Start, ports.End);

    public static IReadOnlyList<PortsDocument> Of(IEnumerable<PortRange> ports) => [.. ports.Select(block => new PortsDocument(block.Start, block.End))];
}
