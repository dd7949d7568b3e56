using LabelHook.Ports;

namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleAnswer(IReadOnlyList<int[]> Tcp, IReadOnlyList<int[]> Udp, IReadOnlyList<MovedBlock> Moved)
{
    public static UpdateModuleAnswer Of(Ns8Update update) => new(
        Pairs(update.Tcp),
        Pairs(update.Udp),
        [.. update.Moved.Select(moved => new MovedBlock(moved.Protocol.Lower(), [moved.From.Start, moved.From.End], [moved.To.Start, moved.To.End]))]);

    /// <summary>Blocks as NS8 writes them: first and last port.</summary>
    public static IReadOnlyList<int[]> Pairs(IEnumerable<PortRange> ports) => [.. ports.Select(block => (int[])[block.Start, block.End])];
}
