using LabelHook.Authorizations;

namespace LabelHook.Cli.Json;

internal sealed record ModuleDocument(
    string Module, string? Image, string? ImageId, IReadOnlyList<PortsDocument> Tcp, IReadOnlyList<PortsDocument> Udp, IReadOnlyList<AuthorizationDocument>? Authorizations)
{
    public static ModuleDocument Of(ModuleListing listing) => new(
        listing.Module, listing.Record?.Image, listing.Record?.ImageId, PortsDocument.Of(listing.Tcp), PortsDocument.Of(listing.Udp), listing.Record?.Authorizations is { } label ? AuthorizationDocument.Of(Authorization.ReadAll("", label, [])) : null);
}
