using LabelHook.Labels;
using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record ModuleDocument(
    string Module,
    string? Image,
    string? ImageId,
    IReadOnlyList<BlockDocument> Tcp,
    IReadOnlyList<BlockDocument> Udp,
    IReadOnlyList<AuthorizationDocument>? Authorizations,
    string? EnvironmentFile,
    string? EnvironmentState)
{
    public static ModuleDocument From(ModuleListing listing) => new(
        listing.Module,
        listing.Image,
        JsonText.KnownOrNull(listing.Record?.ImageId),
        BlockDocument.FromBlocks(listing.Blocks, Protocol.Tcp),
        BlockDocument.FromBlocks(listing.Blocks, Protocol.Udp),
        ReadAuthorizations(listing),
        listing.Record?.EnvironmentFile,
        listing.EnvironmentWord);

    private static IReadOnlyList<AuthorizationDocument>? ReadAuthorizations(ModuleListing listing) =>
        listing.Record?.Authorizations is { } label
            ? AuthorizationDocument.FromAuthorizations(Authorization.ReadAll("", label, []))
            : null;
}
