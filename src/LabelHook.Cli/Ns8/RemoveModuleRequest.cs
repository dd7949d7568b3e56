using System.Text.Json.Serialization;

namespace LabelHook.Cli.Ns8;

/// <summary>NS8's own action: what a later version of it says besides is read past.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record RemoveModuleRequest
{
    public required string ModuleId { get; init; }
}
