using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record InstallDocument(
    string Module,
    string Image,
    string ImageId,
    bool Changed,
    PortsDocument? Tcp,
    PortsDocument? Udp,
    IReadOnlyList<AuthorizationDocument> Authorizations,
    string EnvironmentFile,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Warnings)
{
    public static InstallDocument Of(InstallResult result) => new(
        result.Record.Module,
        result.Record.Image,
        result.Record.ImageId,
        result.Changed,
        PortsDocument.Of(result.Tcp),
        PortsDocument.Of(result.Udp),
        AuthorizationDocument.Of(result.Authorizations),
        result.EnvironmentFile,
        result.Variables,
        result.Warnings);
}
