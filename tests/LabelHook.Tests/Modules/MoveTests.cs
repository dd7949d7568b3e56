using System.Net;
using System.Net.Sockets;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ports;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

// Ports at a place that the user chose, or at any other.
public sealed class MoveTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TestNode _node = new();

    [Fact]
    public void A_move_without_a_place_takes_the_lowest_other_block()
    {
        _node.Install(One, tcp: 2);
        _node.Install(Two, tcp: 1);

        var moved = _node.PortRequests.Move(One, Protocol.Tcp, to: null);

        Assert.Equal("20004-20005", $"{moved.Ports}");
        Assert.Equal(
            ["tcp ports of one moved from 20001-20002 to 20004-20005: restart what uses them"], moved.Warnings);
        Assert.Equal("one:20004-20005/tcp two:20003/tcp", _node.Allocations);
        Assert.StartsWith("TCP_PORT=20004\n", File.ReadAllText(_node.EnvironmentFile("one")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_can_move_onto_a_part_of_itself()
    {
        _node.Install(One, tcp: 3);

        _node.PortRequests.Move(One, Protocol.Tcp, to: 20002);

        Assert.Equal("one:20002-20004/tcp", _node.Allocations);
    }

    [Fact]
    public void A_move_to_the_same_place_changes_nothing()
    {
        _node.Install(One, tcp: 2);
        var before = _node.Snapshot("one");

        Assert.Equal("20001-20002", $"{_node.PortRequests.Move(One, Protocol.Tcp, to: 20001).Ports}");

        Assert.Equal(before, _node.Snapshot("one"));
    }

    [Fact]
    public void Only_the_block_that_the_variables_list_moves()
    {
        _node.Install(One, tcp: 2);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        _node.PortRequests.Move(One, Protocol.Tcp, to: 20010);

        Assert.Equal(["20003", "20010-20011"], _node.Ports(One, Protocol.Tcp).Select(ports => $"{ports}").Order());
        Assert.StartsWith("TCP_PORT=20010\n", File.ReadAllText(_node.EnvironmentFile("one")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20002, "LH3009")] // partly two's
    [InlineData(20000, "LH3011")]
    [InlineData(45000, "LH3011")] // ends outside
    [InlineData(65535, "LH3011")]
    [InlineData(20099, "LH3012")] // ends in an excluded block
    public void A_place_that_is_not_free_is_rejected_and_nothing_changes(int to, string code)
    {
        _node.Settings = _node.Settings with
        {
            Band = PortBand.Default with { Excluded = [PortRange.Create(20100, 20109)] },
        };
        _node.Install(One, tcp: 2);
        _node.Install(Two, tcp: 2);
        var before = _node.Snapshot("one");

        var error = Assert.Throws<LabelHookException>(() => _node.PortRequests.Move(One, Protocol.Tcp, to));

        Assert.Equal(code, error.Problem.Code);
        Assert.Equal(before, _node.Snapshot("one"));
    }

    [Fact]
    public void A_place_with_an_open_socket_is_rejected()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _node.Settings = new NodeSettings { AvoidInUse = true, Band = PortBand.Create(1024, 65535) };
        _node.PortRequests.Claim(One, PortRange.Create(1, 1), Protocol.Udp);

        var error = Assert.Throws<LabelHookException>(() => _node.PortRequests.Move(One, Protocol.Udp, port));

        Assert.Equal("LH3013", error.Problem.Code);
    }

    [Fact]
    public void A_module_without_ports_is_told_from_one_that_does_not_exist()
    {
        _node.Install(One, tcp: 2);

        Assert.Equal("LH3107", Code(() => _node.PortRequests.Move(One, Protocol.Udp, to: null)));
        Assert.Equal("LH1109", Code(() => _node.PortRequests.Move(Two, Protocol.Udp, to: null)));
    }

    [Fact]
    public void A_module_gets_the_first_ports_that_the_user_chose_and_keeps_them()
    {
        var chosen = Install(tcp: 2, udp: 1, new FixedPorts(20005, 20009));
        var again = _node.Install(One, tcp: 2, udp: 1);

        Assert.Equal(("20005-20006", "20009"), ($"{chosen.Tcp}", $"{chosen.Udp}"));
        Assert.False(again.Changed);
    }

    [Fact]
    public void A_chosen_first_port_moves_the_block_of_a_module_whatever_size_it_has_had()
    {
        _node.Install(One, tcp: 2);

        var chosen = Install(tcp: 4, udp: 0, new FixedPorts(20002, null));

        Assert.Equal("one:20002-20005/tcp", _node.Allocations);
        Assert.Contains(
            "tcp ports of one moved from 20001-20002 to 20002-20005: restart what uses them", chosen.Warnings);
    }

    [Fact]
    public void A_chosen_first_port_of_a_protocol_that_the_image_does_not_use_is_rejected()
    {
        Assert.Equal("LH3108", Code(() => Install(tcp: 2, udp: 0, new FixedPorts(null, 20005))));
        Assert.False(Directory.Exists(_node.Folder["state"]));
    }

    [Fact]
    public void A_preview_of_any_change_shows_what_it_would_do_and_changes_nothing()
    {
        _node.Install(One, tcp: 2);
        new Reservations(_node.Node).Reserve(PortRange.Create(20100, 20100), Protocol.Tcp, "me");
        var before = _node.Snapshot("one");
        var requests = new PortRequests(_node.Preview);

        Assert.Equal("20003-20004", $"{requests.Move(One, Protocol.Tcp, to: null).Ports}");
        Assert.Equal("20001-20005", $"{requests.Allocate(One, 5, Protocol.Tcp, keepExisting: false).Ports}");
        Assert.Equal("30001", $"{requests.Claim(One, PortRange.Create(30001, 30001), Protocol.Udp).Ports}");
        Assert.Equal(["20001-20002"], requests.Deallocate(One, Protocol.Tcp)!.Select(ports => $"{ports}"));
        Assert.Equal(["20001-20002"], new Remover(_node.Preview).Remove(One)!.Tcp.Select(ports => $"{ports}"));
        new Reservations(_node.Preview).Reserve(PortRange.Create(20200, 20200), Protocol.Tcp, "me");
        Assert.Single(new Reservations(_node.Preview).Unreserve(PortRange.Create(20100, 20100), Protocol.Tcp));
        Assert.Equal(before, _node.Snapshot("one"));
        Assert.Equal("one:20001-20002/tcp reserved: me:20100/tcp", _node.Allocations);
    }

    public void Dispose() => _node.Dispose();

    private static string Code(Action action) => Assert.Throws<LabelHookException>(action).Problem.Code;

    private InstallResult Install(int tcp, int udp, FixedPorts fixedPorts) =>
        _node.Installer.Install(One, TestImage.With(tcp, udp), null, fixedPorts: fixedPorts);
}
