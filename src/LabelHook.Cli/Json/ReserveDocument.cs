namespace LabelHook.Cli.Json;

internal sealed record ReserveDocument(
    string Reason, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<string> Warnings)
{
    public static ReserveDocument From(string reason, Protocol protocol, PortRange ports) => new(
        reason,
        PortsDocument.FromProtocol(protocol, Protocol.Tcp, ports),
        PortsDocument.FromProtocol(protocol, Protocol.Udp, ports),
        []);
}
