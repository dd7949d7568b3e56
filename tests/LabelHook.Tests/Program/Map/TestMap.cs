using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

// Maps of made-up nodes.
internal static class TestMap
{
    public static readonly MapOrigin Origin = new(
        "node1", "/var/lib/labelhook/ports.sqlite", new DateTimeOffset(2026, 11, 22, 10, 30, 0, TimeSpan.Zero));

    // The ports 20001-20100 with TCP rows only.
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

    // Rows of equal length: three of a module, two reserved, five excluded, two open, and four free.
    public static PortMap WithEveryKind(int length)
    {
        var start = 20001;
        var module = Row("bulk1", start, Next(3));
        var reserved = Row(Reservation.Owner("SIP"), start, Next(2));
        var excluded = PortRange.Create(start, Next(5));
        var open = Enumerable.Range(start, 2 * length).ToList();
        var last = Next(2 + 4);
        var band = new PortBand(PortRange.Create(20001, last), [excluded]);
        return PortMap.Build(
            band,
            default,
            protocol => protocol == Protocol.Tcp ? [module, reserved] : [],
            protocol => protocol == Protocol.Tcp ? open : [],
            []);

        int Next(int rows)
        {
            start += rows * length;
            return start - 1;
        }
    }

    public static AllocationRow Row(string module, int start, int end) =>
        new(start, module, PortRange.Create(start, end), false);
}
