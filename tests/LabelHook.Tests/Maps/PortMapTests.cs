using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Maps;

public static class PortMapTests
{
    [Theory]
    [InlineData(1, 0, 7)]
    [InlineData(0, 1, 9)]
    [InlineData(1, 1, 7)]
    [InlineData(4, 0, 1)]
    [InlineData(3, 9, 1)]
    [InlineData(6, 1, 0)]
    [InlineData(0, 0, null)]
    public static void The_protocol_with_less_room_limits_the_capacity(int tcp, int udp, int? more)
    {
        // TCP 101-110: three allocated in the middle, 2 and 5 free; UDP: the first allocated, 9 free
        var map = Map([Row("one", 103, 105)], [Row("one", 101, 101)], Record("one", "img:1", tcp, udp));

        Assert.Equal(new Capacity("img:1", 1, tcp, udp, more), Assert.Single(map.Capacities));
    }

    [Fact]
    public static void Modules_of_one_image_are_counted_together_and_the_most_frequent_come_first()
    {
        var map = Map(
            [],
            [],
            Record("a1", "a:1", 1, 0),
            Record("b1", "b:1", 1, 0),
            Record("b2", "b:1", 1, 0),
            Record("b3", "b:1", 2, 0));

        Assert.Equal(
            ["b:1 2 1", "a:1 1 1", "b:1 1 2"],
            map.Capacities.Select(capacity => $"{capacity.Name} {capacity.Modules} {capacity.Tcp}"));
    }

    [Fact]
    public static void A_module_without_a_record_counts_with_the_size_of_its_first_block()
    {
        var map = Map([Row("old", 101, 103), Row("old", 104, 104)], [Row("old", 101, 101)]);

        Assert.Equal(new Capacity("old", 1, 3, 1, 2), Assert.Single(map.Capacities));
    }

    [Fact]
    public static void Reservations_and_helpers_of_NS8_are_not_counted_as_modules()
    {
        var map = Map([Row(Reservation.Owner("x"), 101, 101), Row("mail1_rsync", 102, 102)], []);

        Assert.Empty(map.Capacities);
    }

    private static AllocationRow Row(string module, int start, int end) =>
        new(start, module, PortRange.Create(start, end), false);

    private static ModuleRecord Record(string module, string image, int tcp, int udp) =>
        new(module, image, "", tcp, udp, "", null);

    private static PortMap Map(AllocationRow[] tcp, AllocationRow[] udp, params ModuleRecord[] records) =>
        PortMap.Build(
            PortBand.Create(101, 110), default, protocol => protocol == Protocol.Tcp ? tcp : udp, _ => [], records);
}
