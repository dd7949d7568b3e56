namespace LabelHook.Cli.Ns8;

internal sealed record RemoveModuleRequest
{
    public required string ModuleId { get; init; }
}
