namespace LabelHook.Cli.Json;

internal sealed record DeallocateDocument(string Module, string Protocol, IReadOnlyList<PortsDocument> Freed)
{
    public static DeallocateDocument Of(ModuleName module, Protocol protocol, IEnumerable<PortRange> freed) =>
        new(module.ToString(), protocol.Lower(), PortsDocument.Of(freed));
}
