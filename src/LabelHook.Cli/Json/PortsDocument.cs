namespace LabelHook.Cli.Json;

internal sealed record PortsDocument(int Start, int End)
{
    // Returns: null for the empty block.
    public static PortsDocument? FromRange(PortRange ports) =>
        ports.Count == 0 ? null : new PortsDocument(ports.Start, ports.End);

    public static IReadOnlyList<PortsDocument> FromRanges(params IEnumerable<PortRange> ports) =>
        [.. ports.Select(FromRange).OfType<PortsDocument>()];

    // Ports of one protocol, as the member of a document that is for another or for the same.
    public static IReadOnlyList<PortsDocument> FromProtocol(
        Protocol protocol, Protocol member, params IEnumerable<PortRange> ports) =>
        protocol == member ? FromRanges(ports) : [];
}
