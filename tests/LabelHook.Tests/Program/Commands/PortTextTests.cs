using System.Net;
using LabelHook.Cli.Commands;
using LabelHook.Cli.Output;
using LabelHook.Database;
using LabelHook.Lookup;
using LabelHook.Sockets;

namespace LabelHook.Tests.Program.Commands;

public static class PortTextTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly PortStatus Unused = new(
        Protocol.Tcp, 20001, [], [], [], PortBand.Create(20001, 20100), [],
        new KernelPorts(PortRange.Create(32768, 60999), []), null);

    [Fact]
    public static void An_unused_port_is_not_allocated_and_has_no_sockets() => Assert.Equal(
        """
        20001/tcp: not allocated
        sockets: none
        band: inside 20001-20100
        kernel: outside its ephemeral range 32768-60999: not used for outgoing connections
        """,
        Text(Unused));

    [Theory]
    [InlineData(20001, 20050, "inside 20001-20100")]
    [InlineData(20051, 20100, "inside 20001-20100, not leased by this node: never allocated")]
    public static void A_port_that_the_node_did_not_lease_is_never_allocated(int start, int end, string band) =>
        Assert.Equal(band, Value(Unused with { Leases = [new Lease(PortRange.Create(start, end))] }, "band"));

    [Fact]
    public static void A_module_is_shown_with_its_block_the_time_and_its_image()
    {
        var record = new ModuleRecord("mail1", "example/mail:1", "", 2, 0, "", null);
        var status =
            Unused with { Holders = [new PortOwner("mail1", PortRange.Create(20001, 20002), Time, false, record)] };

        Assert.Equal($"20001-20002 is allocated to mail1 since {Terminal.Time(Time)}", Value(status, "20001/tcp"));
        Assert.Equal("example/mail:1", Value(status, "image"));
    }

    [Theory]
    [InlineData("reserved: the SIP trunk", false, "20001 is reserved for \"the SIP trunk\"")]
    [InlineData("mail1", true, "20001 is allocated to mail1, until its environment file no longer lists it")]
    [InlineData("mail1_rsync", false, "20001 is allocated to mail1_rsync, NS8's helper that copies mail1")]
    public static void An_unusual_owner_is_explained(string owner, bool isReleasing, string sentence) => Assert.Equal(
        sentence,
        Value(
            Unused with { Holders = [new PortOwner(owner, PortRange.Create(20001, 20001), null, isReleasing, null)] },
            "20001/tcp"));

    [Theory]
    [InlineData("127.0.0.1", nameof(SocketState.Listening), 1, "127.0.0.1 listening: nginx (pid 7), unit web.service")]
    [InlineData(
        "::1", nameof(SocketState.Connected), 3, "[::1] connected (3 sockets): nginx (pid 7), unit web.service")]
    [InlineData("::", nameof(SocketState.Bound), 1, "[::] bound, not listening: nginx (pid 7), unit web.service")]
    public static void A_socket_is_shown_with_its_address_state_and_process(
        string address, string state, int count, string sentence)
    {
        var owner = new SocketOwner(7, "nginx", new ControlGroup("web.service", null, null));

        Assert.Equal(sentence, Value(Unused with { Sockets = [Socket(address, state, count, [owner])] }, "sockets"));
    }

    [Theory]
    [InlineData(true, "127.0.0.1 listening: no visible process: it belongs to the kernel or another container")]
    [InlineData(false, "127.0.0.1 listening: a process of user 1000; run as root to see which")]
    public static void An_ordinary_user_is_told_that_root_sees_more(bool isRoot, string sentence) => Assert.Equal(
        sentence,
        Value(
            Unused with { Sockets = [Socket("127.0.0.1", nameof(SocketState.Listening), 1, [])] }, "sockets", isRoot));

    [Fact]
    public static void A_container_is_shown_with_the_start_of_its_ID()
    {
        var group = new ControlGroup(null, null, new string('a', 12) + new string('b', 52));
        var socket = Socket("127.0.0.1", nameof(SocketState.Listening), 1, [new SocketOwner(7, "nginx", group)]);

        Assert.EndsWith(
            "nginx (pid 7), container aaaaaaaaaaaa",
            Value(Unused with { Sockets = [socket] }, "sockets"),
            StringComparison.Ordinal);
    }

    [Fact]
    public static void Only_eight_groups_of_sockets_are_listed_and_the_others_are_counted()
    {
        var sockets = Enumerable.Range(1, 10)
            .Select(number => Socket($"127.0.0.{number}", nameof(SocketState.Listening), 1, []));

        var lines = Text(Unused with { Sockets = [.. sockets] }).Split('\n');

        Assert.Equal(8, lines.Count(line => line.Contains("listening", StringComparison.Ordinal)));
        Assert.Contains(": and 2 more, see --json", lines);
    }

    [Theory]
    [InlineData(0, 0, 0, "does not report its ephemeral range")]
    [InlineData(30000, 60000, 0, "outside its ephemeral range 30000-60000: not used for outgoing connections")]
    [InlineData(
        30000,
        60000,
        20001,
        "outside its ephemeral range 30000-60000: not used for outgoing connections, and in ip_local_reserved_ports")]
    [InlineData(
        20000,
        60000,
        0,
        "inside its ephemeral range 20000-60000 and not in ip_local_reserved_ports: may be used for outgoing "
            + "connections")]
    [InlineData(
        20000,
        60000,
        20001,
        "inside its ephemeral range 20000-60000, but in ip_local_reserved_ports: not used for outgoing connections")]
    public static void The_settings_of_the_kernel_are_explained(int start, int end, int reserved, string sentence)
    {
        var ephemeral = start == 0 ? default : PortRange.Create(start, end);
        PortRange[] list = reserved == 0 ? [] : [PortRange.Create(reserved, reserved)];

        Assert.Equal(sentence, Value(Unused with { Kernel = new KernelPorts(ephemeral, list) }, "kernel"));
    }

    [Theory]
    [InlineData(443, "outside 20001-20100: never allocated")]
    [InlineData(20050, "inside 20001-20100, excluded by the configuration: never allocated")]
    public static void Ports_that_are_never_allocated_are_explained(int port, string sentence)
    {
        var band = PortBand.Create(20001, 20100) with { Excluded = [PortRange.Create(20050, 20050)] };

        Assert.Equal(sentence, Value(Unused with { Port = port, Band = band }, "band"));
    }

    private static SocketGroup Socket(string address, string state, int count, IReadOnlyList<SocketOwner> owners) =>
        new(IPAddress.Parse(address), Enum.Parse<SocketState>(state), 1000, count, owners, IsHidden: owners.Count == 0);

    private static string Text(PortStatus status) =>
        string.Join('\n', PortText.Lines(status, isRoot: true).Select(line => $"{line[0]}: {line[1]}"));

    private static string Value(PortStatus status, string subject, bool isRoot = true) =>
        PortText.Lines(status, isRoot).First(line => line[0] == subject)[1];
}
