using LabelHook.Ports;

namespace LabelHook.Cli.Json;

// Of allocate and claim: the block that the module got.
internal sealed record AllocateDocument(
    string Module, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<string> Warnings)
{
    public static AllocateDocument From(ModuleName module, Protocol protocol, PortAllocation allocation) => new(
        module.ToString(),
        PortsDocument.FromProtocol(protocol, Protocol.Tcp, allocation.Ports),
        PortsDocument.FromProtocol(protocol, Protocol.Udp, allocation.Ports),
        allocation.Warnings);
}
