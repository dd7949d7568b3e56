namespace LabelHook.Cli.Json;

internal sealed record DeallocateDocument(
    string Module, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<string> Warnings)
{
    public static DeallocateDocument From(ModuleName module, Protocol protocol, IReadOnlyList<PortRange> released) => new(
        module.ToString(),
        PortsDocument.FromProtocol(protocol, Protocol.Tcp, released),
        PortsDocument.FromProtocol(protocol, Protocol.Udp, released),
        []);
}
