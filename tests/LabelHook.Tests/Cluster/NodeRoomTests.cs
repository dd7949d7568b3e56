using LabelHook.Cluster.Reading;
using LabelHook.Labels;
using LabelHook.Tests.Images;

namespace LabelHook.Tests.Cluster;

public static class NodeRoomTests
{
    [Theory]
    [InlineData(1, 0, "1:97 2:98")]
    [InlineData(49, 0, "1:1 2:2")]
    [InlineData(50, 0, "1:1 2:0")]
    [InlineData(1, 50, "1:1 2:2")]
    [InlineData(97, 0, "1:0 2:0")]
    [InlineData(1000, 0, "1:0 2:0")]
    [InlineData(0, 0, "1: 2:")]
    public static void The_protocol_with_less_room_limits_how_often_an_image_fits(int tcp, int udp, string expected)
    {
        // Of the tcp ports 20001-20100, node 1 has 46 and 51 free, and node 2 has 49 and 49.
        var view = View("mail1:20047-20049/tcp mail1:20051/udp", "web1:20050-20051/tcp");

        var rooms = NodeRoom.Find(view, Demand(tcp, udp), null);

        Assert.Equal(expected, string.Join(' ', rooms.Select(room => $"{room.Node.Id}:{room.Times}")));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public static void A_node_has_room_for_as_many_as_fit(int count, bool hasRoom)
    {
        var room = Assert.Single(NodeRoom.Find(View(""), Demand(50, 0), null));

        Assert.Equal(hasRoom, room.Has(count));
    }

    [Fact]
    public static void An_image_without_demand_has_room_everywhere() =>
        Assert.True(Assert.Single(NodeRoom.Find(View("mail1:20001-20100/tcp"), Demand(0, 0), null)).Has(65535));

    [Fact]
    public static void A_moved_module_keeps_its_ports_where_all_of_them_are_free()
    {
        var view = View(
            "mail1:20010-20012/tcp mail1:20020/tcp mail1:20030/udp",
            "web1:20013/tcp web1:20031/udp",
            "web1:20012/tcp",
            "web1:20030/udp");

        var rooms = NodeRoom.Find(view, Demand(1, 0), ModulePlace.Find(view, "mail1"));

        Assert.Equal([null, true, false, false], rooms.Select(room => room.Keeps));
    }

    [Fact]
    public static void Ports_outside_the_band_of_a_node_are_kept_and_those_that_it_excludes_are_not()
    {
        var moved = TestPublication.Hashes(TestPublication.Ports("mail1:20101/tcp"));
        var open = TestPublication.Ports();
        var closed = open with { Band = open.Band with { Excluded = [PortRange.Create(20101, 20102)] } };
        var view = ClusterViewTests.View(
            0, ("1", moved), ("2", TestPublication.Hashes(open)), ("3", TestPublication.Hashes(closed)));

        var rooms = NodeRoom.Find(view, Demand(1, 0), ModulePlace.Find(view, "mail1"));

        Assert.Equal([null, true, false], rooms.Select(room => room.Keeps));
    }

    [Fact]
    public static void A_module_on_several_nodes_needs_its_node()
    {
        var view = View("mail1:20010/tcp", "mail1:20020/tcp");

        var error = Assert.Throws<LabelHookException>(() => ModulePlace.Find(view, "mail1"));

        Assert.Equal("module \"mail1\" is on 2 nodes; accepted: one of 1/mail1, 2/mail1", error.Message);
        Assert.Equal("2", ModulePlace.Find(view, "2/mail1").Node.Id.ToString());
        Assert.Throws<LabelHookException>(() => ModulePlace.Find(view, "mail2"));
    }

    private static ModuleLabels Demand(int tcp, int udp) =>
        ModuleLabels.Read(TestImage.With(tcp, udp).Labels, PortRange.Create(1, 65535), out _);

    private static ClusterView View(params string[] nodes) => ClusterViewTests.View(
        0, [.. nodes.Select((ports, index) => ($"{index + 1}", TestPublication.Hashes(TestPublication.Ports(ports))))]);
}
