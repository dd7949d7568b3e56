using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record InstallDocument(
    string Module,
    string Image,
    string? ImageId,
    bool Changed,
    IReadOnlyList<PortsDocument> Tcp,
    IReadOnlyList<PortsDocument> Udp,
    IReadOnlyList<AuthorizationDocument> Authorizations,
    string EnvironmentFile,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<string> Warnings)
{
    public static InstallDocument From(InstallResult result) => new(
        result.Record.Module,
        result.Record.Image,
        JsonText.KnownOrNull(result.Record.ImageId),
        result.Changed,
        PortsDocument.FromRanges(result.Tcp),
        PortsDocument.FromRanges(result.Udp),
        AuthorizationDocument.FromAuthorizations(result.Authorizations),
        result.EnvironmentFile,
        result.Variables,
        result.Warnings);
}
