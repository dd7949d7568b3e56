using LabelHook.Modules;

namespace LabelHook.Cli.Json;

// Since: The time of the allocation; null for a row from before LabelHook.
internal sealed record BlockDocument(int Start, int End, DateTime? Since)
{
    public static IReadOnlyList<BlockDocument> FromBlocks(IEnumerable<ListedBlock> blocks, Protocol protocol) =>
    [
        .. from block in blocks
           where block.Protocol == protocol
           select new BlockDocument(block.Ports.Start, block.Ports.End, block.Since?.UtcDateTime),
    ];
}
