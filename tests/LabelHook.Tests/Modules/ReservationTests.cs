using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class ReservationTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new()
    {
        Settings = new NodeSettings { AvoidInUse = false, Band = PortBand.Create(20001, 20020) },
    };

    private string Reserved
    {
        get
        {
            var reserved =
                from listing in _node.ModuleList.Read(null, out _)
                where listing.Reserved is not null
                from block in listing.Blocks
                where block.Protocol == Protocol.Tcp
                orderby block.Ports.Start
                select block.Ports;
            return string.Join(' ', reserved);
        }
    }

    [Fact]
    public void Reserved_ports_are_skipped()
    {
        _node.Reservations.Reserve(PortRange.Create(20002, 20003), Protocol.Tcp, "the SIP trunk");

        Assert.Equal("20004-20005", $"{_node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false).Ports}");
        Assert.Equal("20001-20002", $"{_node.PortRequests.Allocate(One, 2, Protocol.Udp, keepExisting: false).Ports}");
    }

    [Fact]
    public void Every_rejection_says_what_the_ports_are_reserved_for()
    {
        _node.Reservations.Reserve(PortRange.Create(20010, 20012), Protocol.Tcp, "the SIP trunk");

        var claim = Assert.Throws<LabelHookException>(
            () => _node.PortRequests.Claim(One, PortRange.Create(20012, 20013), Protocol.Tcp));
        var reserve = Assert.Throws<LabelHookException>(
            () => _node.Reservations.Reserve(PortRange.Create(20009, 20010), Protocol.Tcp, "me"));
        var allocate = Assert.Throws<LabelHookException>(
            () => _node.PortRequests.Allocate(One, 10, Protocol.Tcp, keepExisting: false));

        Assert.Equal(
            "cannot claim tcp ports 20012-20013: 20010-20012 is reserved for \"the SIP trunk\"", claim.Message);
        Assert.Equal(
            "cannot reserve tcp ports 20009-20010: 20010-20012 is reserved for \"the SIP trunk\"", reserve.Message);
        Assert.Equal(
            "no 10 consecutive tcp ports are free in 20001-20020: the largest free block has 9, 20010-20012 is "
                + "reserved for \"the SIP trunk\"",
            allocate.Message);
    }

    [Fact]
    public void Unreserving_does_not_create_a_ports_database()
    {
        Assert.Empty(_node.Reservations.Unreserve(PortRange.Create(20001, 20003), Protocol.Tcp));
        Assert.False(File.Exists(_node.Database));
    }

    [Fact]
    public void Ports_of_a_module_cannot_be_reserved()
    {
        _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);

        var error = Assert.Throws<LabelHookException>(
            () => _node.Reservations.Reserve(PortRange.Create(20002, 20003), Protocol.Tcp, "me"));

        Assert.Equal("cannot reserve tcp ports 20002-20003: already allocated to one", error.Message);
        Assert.Equal("", Reserved);
    }

    [Fact]
    public void Reserving_for_the_same_reason_again_changes_nothing()
    {
        _node.Reservations.Reserve(PortRange.Create(20005, 20009), Protocol.Tcp, "me");
        var before = File.ReadAllBytes(_node.Database).Length;

        _node.Reservations.Reserve(PortRange.Create(20006, 20007), Protocol.Tcp, " me ");

        Assert.Equal("20005-20009", Reserved);
        Assert.Equal(before, File.ReadAllBytes(_node.Database).Length);
    }

    [Fact]
    public void Unreserving_the_middle_keeps_both_ends()
    {
        _node.Reservations.Reserve(PortRange.Create(20001, 20005), Protocol.Tcp, "me");
        _node.Reservations.Reserve(PortRange.Create(20006, 20008), Protocol.Tcp, "you");

        var freed = _node.Reservations.Unreserve(PortRange.Create(20003, 20006), Protocol.Tcp);

        Assert.Equal("20003-20005 20006", string.Join(' ', freed));
        Assert.Equal("20001-20002 20007-20008", Reserved);
        Assert.Empty(_node.Reservations.Unreserve(PortRange.Create(20003, 20006), Protocol.Tcp));
    }

    [Fact]
    public void Unreserving_keeps_the_ports_of_modules()
    {
        _node.PortRequests.Allocate(One, 3, Protocol.Tcp, keepExisting: false);

        Assert.Empty(_node.Reservations.Unreserve(PortRange.Create(1, 65535), Protocol.Tcp));
        Assert.Equal("20001-20003", $"{_node.Ports(One, Protocol.Tcp).Single()}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    [InlineData("\u001b[31mred")]
    public void A_reason_must_be_text_on_one_line(string reason)
    {
        var error = Assert.Throws<LabelHookException>(
            () => _node.Reservations.Reserve(PortRange.Create(20001, 20001), Protocol.Tcp, reason));

        Assert.Equal("LH3010", error.Problem.Code);
        Assert.False(File.Exists(_node.Database));
    }

    [Fact]
    public void The_owner_of_a_reservation_is_not_a_valid_module_name() =>
        Assert.False(ModuleName.TryParse(Reservation.Owner("x"), out _, out _));

    public void Dispose() => _node.Dispose();
}
