using System.Net;
using System.Net.Sockets;
using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public sealed class SocketTableTests : IDisposable
{
    private const string Head =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("0100007F:1F90 00000000:0000 0A", "127.0.0.1", 8080, nameof(SocketState.Listening))]
    [InlineData("00000000:4E21 0100007F:C350 06", "0.0.0.0", 20001, nameof(SocketState.TimeWait))]
    [InlineData("00000000:4E21 0100007F:C350 01", "0.0.0.0", 20001, nameof(SocketState.Connected))]
    [InlineData("0202000A:FFFF 0100007F:C350 02", "10.0.2.2", 65535, nameof(SocketState.Connected))]
    [InlineData(
        "00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A",
        "::1",
        80,
        nameof(SocketState.Listening))]
    [InlineData(
        "B80D01200000000000000000EFBEADDE:0050 00000000000000000000000000000000:0000 0A",
        "2001:db8::dead:beef",
        80,
        nameof(SocketState.Listening))]
    [InlineData(
        "0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 08",
        "::ffff:127.0.0.1",
        80,
        nameof(SocketState.Connected))]
    public void A_line_contains_address_port_and_state(string line, string address, int port, string state)
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "the rows are those of a little-endian kernel");
        _folder.Write(
            "tcp", $"{Head}   0: {line} 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0 100 0 0 10 0\n");

        Assert.Equal(
            [new HostSocket(Protocol.Tcp, IPAddress.Parse(address), port, Enum.Parse<SocketState>(state), 1000, 4711)],
            new SocketTable(_folder.Path).Read(Protocol.Tcp));
    }

    [Theory]
    [InlineData("07", nameof(SocketState.Listening))]
    [InlineData("01", nameof(SocketState.Connected))]
    public void A_udp_socket_without_a_peer_is_listening(string state, string expected)
    {
        _folder.Write(
            "udp6",
            $"{Head}  100: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 {state} "
                + "00000000:00000000 00:00000000 00000000     0        0 7 2 0000 0\n");

        Assert.Equal(
            Enum.Parse<SocketState>(expected), Assert.Single(new SocketTable(_folder.Path).Read(Protocol.Udp)).State);
        Assert.Empty(new SocketTable(_folder.Path).Read(Protocol.Tcp));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A")]
    [InlineData("   0: 0100007F:1F90:1 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007F 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007F:0000 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007F:11F90 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007:1F90 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007X:1F90 00000000:0000 0A 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 XX 0:0 0:0 0 0 0 1")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 -1 0 1")]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 99999999999999999999999")]
    public void A_malformed_line_is_skipped(string line)
    {
        _folder.Write("tcp", $"{Head}{line}\n   1: 0100007F:0050 00000000:0000 0A 0:0 0:0 0 0 0 1\n");

        Assert.Equal(80, Assert.Single(new SocketTable(_folder.Path).Read(Protocol.Tcp)).Port);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_real_socket_is_found_with_its_process(string address)
    {
        using var socket = new Socket(IPAddress.Parse(address).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        socket.Listen();
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        var found = Assert.Single(
            new SocketTable().Read(Protocol.Tcp),
            row =>
                row.Port == port && row.Address.Equals(IPAddress.Parse(address)) && row.State == SocketState.Listening);
        var owner = Assert.Single(new SocketOwners().Find([found])[found.Inode]);

        Assert.Equal(IPAddress.Parse(address), found.Address);
        Assert.Equal(Environment.ProcessId, owner.ProcessId);
        Assert.Equal(File.ReadAllText("/proc/self/comm").Trim(), owner.Program);
    }

    public void Dispose() => _folder.Dispose();
}
