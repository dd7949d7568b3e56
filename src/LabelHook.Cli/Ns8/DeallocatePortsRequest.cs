namespace LabelHook.Cli.Ns8;

internal sealed record DeallocatePortsRequest
{
    public required string ModuleId { get; init; }

    public required string Protocol { get; init; }
}
