using LabelHook.Ports;

namespace LabelHook.Cli.Json;

internal sealed record AllocateDocument(string Module, string Protocol, int Start, int End, IReadOnlyList<string> Warnings)
{
    public static AllocateDocument Of(ModuleName module, Protocol protocol, PortAllocation allocation) =>
        new(module.ToString(), protocol.Lower(), allocation.Ports.Start, allocation.Ports.End, allocation.Warnings);
}
