namespace LabelHook.Cli.Ns8;

internal sealed record AddModuleRequest
{
    public required string ModuleId { get; init; }

    public required bool IsRootfull { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required int TcpPortsDemand { get; init; }

    public required int UdpPortsDemand { get; init; }
}
