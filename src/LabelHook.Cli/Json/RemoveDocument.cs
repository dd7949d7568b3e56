using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record RemoveDocument(
    string Module,
    IReadOnlyList<PortsDocument> Tcp,
    IReadOnlyList<PortsDocument> Udp,
    string? EnvironmentFile,
    IReadOnlyList<string> Warnings)
{
    public static RemoveDocument From(RemoveResult result) => new(
        result.Module.ToString(),
        PortsDocument.FromRanges(result.Tcp),
        PortsDocument.FromRanges(result.Udp),
        result.EnvironmentFile,
        result.Warnings);
}
