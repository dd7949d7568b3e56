namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleRequest
{
    public required string ModuleId { get; init; }

    public string ImageUrl { get; init; } = "";

    public required int TcpPortsDemand { get; init; }

    public required int UdpPortsDemand { get; init; }
}
