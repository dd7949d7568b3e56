using LabelHook.Database;

namespace LabelHook.Cli.Ns8;

internal sealed record UpdateModuleAnswer(IReadOnlyList<int[]> Tcp, IReadOnlyList<int[]> Udp)
{
    public static UpdateModuleAnswer FromPorts(ModulePorts ports) =>
        new(Pairs(ports, Protocol.Tcp), Pairs(ports, Protocol.Udp));

    // NS8's form of a block: the first and the last port.
    public static IReadOnlyList<int[]> Pairs(IEnumerable<PortRange> blocks) =>
        [.. blocks.Select(block => (int[])[block.Start, block.End])];

    private static IReadOnlyList<int[]> Pairs(ModulePorts ports, Protocol protocol) =>
        Pairs(ports.Blocks(protocol).Select(row => row.Ports));
}
