namespace LabelHook.Cli.Json;

internal sealed record PortsDocument(int Start, int End)
{
    // Returns: null for the empty block.
    public static PortsDocument? FromRange(PortRange ports) =>
        ports.Count == 0 ? null : new PortsDocument(ports.Start, ports.End);

    public static IReadOnlyList<PortsDocument> FromRanges(params IEnumerable<PortRange> ports) =>
        [.. ports.Select(FromRange).OfType<PortsDocument>()];

    // The value of the member "tcp" or "udp" in a document about one protocol: [] for the other protocol.
    public static IReadOnlyList<PortsDocument> FromProtocol(
        Protocol protocol, Protocol member, params IEnumerable<PortRange> ports) =>
        protocol == member ? FromRanges(ports) : [];
}
