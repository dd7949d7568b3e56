using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record ReservationDocument(
    string Reason, IReadOnlyList<BlockDocument> Tcp, IReadOnlyList<BlockDocument> Udp)
{
    public static ReservationDocument From(ModuleListing listing) => new(
        listing.Reserved!,
        BlockDocument.FromBlocks(listing.Blocks, Protocol.Tcp),
        BlockDocument.FromBlocks(listing.Blocks, Protocol.Udp));
}
