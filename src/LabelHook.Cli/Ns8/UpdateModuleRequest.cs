namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleRequest
{
    public required string ModuleId { get; init; }

    // Empty when it is not said.
    // Not init: the generated reader of JSON sets every such property, to null where the document says nothing.
    public string ImageUrl { get; set; } = "";

    public required int TcpPortsDemand { get; init; }

    public required int UdpPortsDemand { get; init; }
}
