using LabelHook.Labels;
using LabelHook.Modules;

namespace LabelHook.Cli.Json;

// A module of a list; what is not known of it is null.
internal sealed record ModuleDocument(
    string Module,
    string? Image,
    string? ImageId,
    IReadOnlyList<BlockDocument> Tcp,
    IReadOnlyList<BlockDocument> Udp,
    IReadOnlyList<AuthorizationDocument>? Authorizations,
    string? EnvironmentFile,
    string? Environment)
{
    public static ModuleDocument Of(ModuleListing listing) => new(
        listing.Module,
        listing.Image,
        listing.Record?.ImageId,
        BlockDocument.Of(listing.Blocks, Protocol.Tcp),
        BlockDocument.Of(listing.Blocks, Protocol.Udp),
        listing.Record?.Authorizations is { } label ? AuthorizationDocument.Of(Authorization.ReadAll("", label, [])) : null,
        listing.Record?.EnvironmentFile,
        listing.EnvironmentWord);
}
