using System.Net;
using System.Net.Sockets;
using LabelHook.Lookup;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Lookup;

public sealed class SpanInquiryTests : IDisposable
{
    private readonly TestNode _node = new();

    private SpanInquiry Inquiry => new(_node.Node);

    public SpanInquiryTests()
    {
        Allocate("mail1", 2, Protocol.Tcp);
        Allocate("web1", 3, Protocol.Tcp);
        Allocate("mail1", 1, Protocol.Udp);
        _node.Reservations.Reserve(PortRange.Create(20010, 20012), Protocol.Tcp, "SIP trunk");
    }

    [Fact]
    public void A_range_is_shown_in_spans_of_one_owner() => Assert.Equal(
        ["tcp 20002 mail1", "tcp 20003-20005 web1", "tcp 20006-20009 ", "tcp 20010-20011 (SIP trunk)"],
        Texts(Inquiry.In(PortRange.Create(20002, 20011), [Protocol.Tcp])));

    [Fact]
    public void A_range_of_both_protocols_begins_with_TCP() => Assert.Equal(
        ["tcp 20001-20002 mail1", "tcp 20003 web1", "udp 20001 mail1", "udp 20002-20003 "],
        Texts(Inquiry.In(PortRange.Create(20001, 20003), ProtocolName.All)));

    [Fact]
    public void A_module_is_shown_with_all_its_blocks()
    {
        Assert.Equal(
            ["tcp 20001-20002 mail1", "udp 20001 mail1"], Texts(Inquiry.Of(ModuleName.Parse("mail1"))!));
        Assert.Null(Inquiry.Of(ModuleName.Parse("mail2")));
    }

    [Fact]
    public void Sockets_are_those_of_the_span()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var ports = PortRange.Create(port - 1, Math.Min(port + 1, 65535));

        var span = Assert.Single(Inquiry.In(ports, [Protocol.Udp]));

        Assert.Contains(
            span.Sockets,
            found => found.Port == port && found.Group.Owners.Any(owner => owner.ProcessId == Environment.ProcessId));
        Assert.All(span.Sockets, socket => Assert.True(ports.Contains(socket.Port)));
    }

    public void Dispose() => _node.Dispose();

    private void Allocate(string module, int count, Protocol protocol) =>
        _node.PortRequests.Allocate(ModuleName.Parse(module), count, protocol, keepExisting: true);

    private static IEnumerable<string> Texts(IEnumerable<PortSpan> spans) =>
        spans.Select(span => $"{span.Protocol.Lower()} {span.Ports} {Owner(span.Owner)}");

    private static string? Owner(PortOwner? owner) => owner?.Reserved is { } reason ? $"({reason})" : owner?.Module;
}
