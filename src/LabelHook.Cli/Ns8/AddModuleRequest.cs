using System.Text.Json.Serialization;

namespace LabelHook.Cli.Ns8;

/// <summary>NS8's own action: what a later version of it says besides is read past.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record AddModuleRequest
{
    public required string ModuleId { get; init; }

    public required bool IsRootfull { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required int TcpPortsDemand { get; init; }

    public required int UdpPortsDemand { get; init; }
}
