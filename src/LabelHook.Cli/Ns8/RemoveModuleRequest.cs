using System.Text.Json;

namespace LabelHook.Cli.Ns8;

internal sealed record RemoveModuleRequest
{
    public required string ModuleId { get; init; }

    /// <summary>Read past: ports are given back either way.</summary>
    public JsonElement? PreserveData { get; init; }
}
