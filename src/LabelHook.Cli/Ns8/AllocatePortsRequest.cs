namespace LabelHook.Cli.Ns8;

internal sealed record AllocatePortsRequest
{
    public required int Ports { get; init; }

    public required string ModuleId { get; init; }

    public required string Protocol { get; init; }

    public required bool KeepExisting { get; init; }
}
