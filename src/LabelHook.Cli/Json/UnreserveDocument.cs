namespace LabelHook.Cli.Json;

internal sealed record UnreserveDocument(
    IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<string> Warnings)
{
    public static UnreserveDocument From(
        Protocol protocol, IReadOnlyList<PortRange> released, IReadOnlyList<string> warnings) => new(
        PortsDocument.FromProtocol(protocol, Protocol.Tcp, released),
        PortsDocument.FromProtocol(protocol, Protocol.Udp, released),
        warnings);
}
