namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleRequest
{
    public required string ModuleId { get; init; }

    // Empty if not given. Not init: the generated JSON reader sets a missing init property to null.
    public string ImageUrl { get; set; } = "";

    public required int TcpPortsDemand { get; init; }

    public required int UdpPortsDemand { get; init; }
}
