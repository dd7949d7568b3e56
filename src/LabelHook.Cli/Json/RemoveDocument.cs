using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record RemoveDocument(string Module, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, string? EnvironmentFile, IReadOnlyList<string> Warnings)
{
    public static RemoveDocument Of(RemoveResult result) =>
        new(result.Module.ToString(), PortsDocument.Of(result.Tcp), PortsDocument.Of(result.Udp), result.EnvironmentFile, result.Warnings);
}
