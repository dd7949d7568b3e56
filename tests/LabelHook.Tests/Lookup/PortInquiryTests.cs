using System.Net;
using System.Net.Sockets;
using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Lookup;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Lookup;

public sealed class PortInquiryTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one1");

    private readonly TemporaryFolder _folder = new();

    private Node Node
    {
        get
        {
            var band = new PortBand(PortRange.Create(20001, 20020), [PortRange.Create(20010, 20012)]);
            var settings = new NodeSettings { AvoidInUse = false, Band = band };
            return new Node(settings, _folder.Path, TimeSpan.FromSeconds(5));
        }
    }

    [Theory]
    [InlineData(20000, false, false)]
    [InlineData(20001, true, false)]
    [InlineData(20010, true, true)]
    [InlineData(20012, true, true)]
    [InlineData(20013, true, false)]
    [InlineData(20021, false, false)]
    public void A_port_is_inside_the_band_or_not_and_excluded_or_not(int port, bool inBand, bool excluded)
    {
        var status = Ask(port, Protocol.Udp);

        Assert.Equal((inBand, excluded), (status.IsInBand, status.IsExcluded));
        Assert.Empty(status.Holders);
    }

    [Fact]
    public void A_module_is_described_with_its_block_its_image_and_the_time()
    {
        var image = new ModuleImage(
            "img:1", "sha256:1", new Dictionary<string, string> { ["org.nethserver.tcp-ports-demand"] = "2" });
        new Installer(Node).Install(One, image, null);

        var holder = Assert.Single(Ask(20002, Protocol.Tcp).Holders);

        Assert.Equal(
            ("one1", "20001-20002", "img:1", false),
            (holder.Module, $"{holder.Ports}", holder.Record?.Image, holder.IsReleasing));
        Assert.True(DateTimeOffset.UtcNow - holder.Since < TimeSpan.FromHours(1));
        Assert.Empty(Ask(20003, Protocol.Tcp).Holders);
        Assert.Empty(Ask(20002, Protocol.Udp).Holders);
    }

    [Fact]
    public void A_reservation_has_its_reason_and_a_helper_its_module()
    {
        new Reservations(Node).Reserve(PortRange.Create(20005, 20006), Protocol.Tcp, "SIP trunk");
        new PortRequests(Node).Claim(ModuleName.Parse("mail1_rsync"), PortRange.Create(20007, 20007), Protocol.Tcp);

        Assert.Equal("SIP trunk", Assert.Single(Ask(20006, Protocol.Tcp).Holders).Reserved);
        Assert.Equal("mail1", Assert.Single(Ask(20007, Protocol.Tcp).Holders).HelperOf);
    }

    [Fact]
    public void Both_of_two_overlapping_rows_are_listed()
    {
        new PortRequests(Node).Claim(One, PortRange.Create(20001, 20004), Protocol.Tcp);
        using (var file = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(5)))
        {
            file.Execute("DROP TRIGGER labelhook_tcp_insert");
            file.Execute("INSERT INTO TCP_PORTS VALUES (20003, 20008, 'two1')");
        }

        Assert.Equal(["one1", "two1"], Ask(20004, Protocol.Tcp).Holders.Select(holder => holder.Module));
        Assert.Equal(["two1"], Ask(20005, Protocol.Tcp).Holders.Select(holder => holder.Module));
    }

    [Fact]
    public void An_open_socket_is_listed_with_its_process()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var groups = Ask(((IPEndPoint)socket.LocalEndPoint!).Port, Protocol.Udp).Sockets;
        // Other programs may use the same port at another address.
        var group = Assert.Single(groups, group => group.Address.Equals(IPAddress.Loopback));

        Assert.Equal(Environment.ProcessId, Assert.Single(group.Owners).ProcessId);
    }

    public void Dispose() => _folder.Dispose();

    private PortStatus Ask(int port, Protocol protocol) => Assert.Single(new PortInquiry(Node).Ask(port, [protocol]));
}
