using LabelHook.Modules;

namespace LabelHook.Cli.Json;

internal sealed record BlockDocument(int Start, int End, DateTimeOffset? Since)
{
    public static IReadOnlyList<BlockDocument> Of(IEnumerable<ListedBlock> blocks, Protocol protocol) =>
        [.. blocks.Where(block => block.Protocol == protocol).Select(block => new BlockDocument(block.Ports.Start, block.Ports.End, block.Since))];
}
