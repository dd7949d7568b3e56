using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class ReservationTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TemporaryFolder _folder = new();

    private Node Node => new(new NodeSettings { AvoidInUse = false, Band = PortBand.Create(20001, 20020) }, _folder.Path, TimeSpan.FromSeconds(5));

    private ModuleList ModuleList => new(Node);

    private PortRequests PortRequests => new(Node);

    private Reservations Reservations => new(Node);

    private string Reserved => string.Join(' ', ModuleList.Read(null, out _).Where(listing => listing.Reserved is not null).SelectMany(listing => listing.Blocks.Of(Protocol.Tcp)).OrderBy(ports => ports.Start));

    [Fact]
    public void Reserved_ports_are_passed_over()
    {
        Reservations.Reserve(PortRange.Create(20002, 20003), Protocol.Tcp, "the SIP trunk");

        Assert.Equal("20004-20005", $"{PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false).Ports}");
        Assert.Equal("20001-20002", $"{PortRequests.Allocate(One, 2, Protocol.Udp, keepExisting: false).Ports}");
    }

    [Fact]
    public void Every_refusal_says_what_the_ports_are_reserved_for()
    {
        Reservations.Reserve(PortRange.Create(20010, 20012), Protocol.Tcp, "the SIP trunk");

        var claim = Assert.Throws<LabelHookException>(() => PortRequests.Claim(One, PortRange.Create(20012, 20013), Protocol.Tcp));
        var reserve = Assert.Throws<LabelHookException>(() => Reservations.Reserve(PortRange.Create(20009, 20010), Protocol.Tcp, "me"));
        var allocate = Assert.Throws<LabelHookException>(() => PortRequests.Allocate(One, 10, Protocol.Tcp, keepExisting: false));

        Assert.Equal("cannot claim tcp ports 20012-20013: 20010-20012 is reserved for \"the SIP trunk\"", claim.Message);
        Assert.Equal("cannot reserve tcp ports 20009-20010: 20010-20012 is reserved for \"the SIP trunk\"", reserve.Message);
        Assert.Equal("no 10 consecutive tcp ports are free in 20001-20020: the largest free block has 9, 20010-20012 is reserved for \"the SIP trunk\"", allocate.Message);
    }

    [Fact]
    public void Where_there_is_no_database_none_is_made_to_free_ports_in_it()
    {
        Assert.Empty(Reservations.Unreserve(PortRange.Create(20001, 20003), Protocol.Tcp));
        Assert.False(File.Exists(_folder["ports.sqlite"]));
    }

    [Fact]
    public void Ports_of_a_module_cannot_be_reserved()
    {
        PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);

        var error = Assert.Throws<LabelHookException>(() => Reservations.Reserve(PortRange.Create(20002, 20003), Protocol.Tcp, "me"));

        Assert.Equal("cannot reserve tcp ports 20002-20003: already allocated to one", error.Message);
        Assert.Equal("", Reserved);
    }

    [Fact]
    public void Reserving_for_the_same_reason_again_changes_nothing()
    {
        Reservations.Reserve(PortRange.Create(20005, 20009), Protocol.Tcp, "me");
        var before = File.ReadAllBytes(_folder["ports.sqlite"]).Length;

        Reservations.Reserve(PortRange.Create(20006, 20007), Protocol.Tcp, " me ");

        Assert.Equal("20005-20009", Reserved);
        Assert.Equal(before, File.ReadAllBytes(_folder["ports.sqlite"]).Length);
    }

    [Fact]
    public void Unreserving_the_middle_leaves_both_ends()
    {
        Reservations.Reserve(PortRange.Create(20001, 20005), Protocol.Tcp, "me");
        Reservations.Reserve(PortRange.Create(20006, 20008), Protocol.Tcp, "you");

        var freed = Reservations.Unreserve(PortRange.Create(20003, 20006), Protocol.Tcp);

        Assert.Equal("20003-20005 20006", string.Join(' ', freed));
        Assert.Equal("20001-20002 20007-20008", Reserved);
        Assert.Empty(Reservations.Unreserve(PortRange.Create(20003, 20006), Protocol.Tcp));
    }

    [Fact]
    public void Unreserving_takes_nothing_from_modules()
    {
        PortRequests.Allocate(One, 3, Protocol.Tcp, keepExisting: false);

        Assert.Empty(Reservations.Unreserve(PortRange.Create(1, 65535), Protocol.Tcp));
        Assert.Equal("20001-20003", $"{ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    [InlineData("\u001b[31mred")]
    public void A_reason_is_words_on_one_line(string reason)
    {
        var error = Assert.Throws<LabelHookException>(() => Reservations.Reserve(PortRange.Create(20001, 20001), Protocol.Tcp, reason));

        Assert.Equal("LH3010", error.Problem.Code);
        Assert.False(File.Exists(_folder["ports.sqlite"]));
    }

    [Fact]
    public void A_reservation_can_be_no_module()
    {
        Assert.False(ModuleName.TryParse(Reservation.Owner("x"), out _, out _));
    }

    public void Dispose() => _folder.Dispose();
}
