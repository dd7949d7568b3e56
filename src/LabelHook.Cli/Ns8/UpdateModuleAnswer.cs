using LabelHook.Database;

namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleAnswer(IReadOnlyList<int[]> Tcp, IReadOnlyList<int[]> Udp)
{
    public static UpdateModuleAnswer FromPorts(ModulePorts holding) => new(Pairs(holding, Protocol.Tcp), Pairs(holding, Protocol.Udp));

    // Blocks as NS8 writes them: first and last port.
    public static IReadOnlyList<int[]> Pairs(IEnumerable<PortRange> ports) => [.. ports.Select(block => (int[])[block.Start, block.End])];

    private static IReadOnlyList<int[]> Pairs(ModulePorts holding, Protocol protocol) => Pairs(holding.Blocks(protocol).Select(row => row.Ports));
}
