using LabelHook.Ports;

namespace LabelHook.Cli.Json;

// The result of allocate and claim: the new block of the module.
internal sealed record AllocateDocument(
    string Module, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<string> Warnings)
{
    public static AllocateDocument From(ModuleName module, Protocol protocol, PortAllocation allocation) => new(
        module.ToString(),
        PortsDocument.FromProtocol(protocol, Protocol.Tcp, allocation.Ports),
        PortsDocument.FromProtocol(protocol, Protocol.Udp, allocation.Ports),
        allocation.Warnings);
}
