using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

// A map of the ports 20001-20100 with TCP rows only.
internal static class TestMap
{
    public static PortMap With(
        IReadOnlyList<AllocationRow> rows,
        IReadOnlyList<ModuleRecord>? records = null,
        PortRange ephemeral = default,
        params IReadOnlyList<int> open) => PortMap.Build(
            PortBand.Create(20001, 20100),
            ephemeral,
            protocol => protocol == Protocol.Tcp ? rows : [],
            protocol => protocol == Protocol.Tcp ? open : [],
            records ?? []);

    public static AllocationRow Row(string module, int start, int end) =>
        new(start, module, PortRange.Create(start, end), false);
}
