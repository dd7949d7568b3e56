using LabelHook.Modules;

namespace LabelHook.Tests;

internal static class BlockListings
{
    public static IEnumerable<PortRange> Of(this IEnumerable<ListedBlock> blocks, Protocol protocol) =>
        blocks.Where(block => block.Protocol == protocol).Select(block => block.Ports);
}
