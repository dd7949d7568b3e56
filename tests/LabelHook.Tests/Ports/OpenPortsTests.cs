using System.Net;
using System.Net.Sockets;
using LabelHook.Ports;
using LabelHook.Sockets;

namespace LabelHook.Tests.Ports;

public static class OpenPortsTests
{
    [Theory]
    [InlineData(Protocol.Tcp, "127.0.0.1")]
    [InlineData(Protocol.Tcp, "::1")]
    [InlineData(Protocol.Udp, "127.0.0.1")]
    [InlineData(Protocol.Udp, "::1")]
    public static void Ports_of_an_open_socket_are_skipped_and_reported(Protocol protocol, string address)
    {
        using var folder = new TemporaryFolder();
        using var socket = Open(protocol, IPAddress.Parse(address));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var manager = new PortsManager(
            new PortsOptions
            {
                Database = folder["ports.sqlite"],
                Band = PortBand.Create(port, Math.Min(port + 50, 65535)),
            });

        var allocation = manager.AllocatePorts(1, ModuleName.Parse("m1"), protocol);

        Assert.NotEqual(port, allocation.Ports.Start);
        Assert.Contains($"{port}", Assert.Single(allocation.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public static void A_connection_uses_its_ports_while_it_is_open_and_in_time_wait(string address)
    {
        using var listener = Open(Protocol.Tcp, IPAddress.Parse(address));
        using var client = Open(Protocol.Tcp, IPAddress.Parse(address), listen: false);
        var port = ((IPEndPoint)client.LocalEndPoint!).Port;
        client.Connect(listener.LocalEndPoint!);
        using var server = listener.Accept();

        Assert.Contains(port, new SocketTable().OpenPorts(Protocol.Tcp));

        client.Shutdown(SocketShutdown.Both);
        client.Close();
        server.Close();

        Assert.Contains(port, new SocketTable().OpenPorts(Protocol.Tcp));
    }

    [Fact]
    public static void Netlink_reports_each_socket_that_the_tables_contain()
    {
        using var one = Open(Protocol.Tcp, IPAddress.Loopback);
        using var other = Open(Protocol.Tcp, IPAddress.IPv6Any);
        int[] ports = [((IPEndPoint)one.LocalEndPoint!).Port, ((IPEndPoint)other.LocalEndPoint!).Port];

        Assert.Subset(new SocketTable("/proc/net").OpenPorts(Protocol.Tcp), ports.ToHashSet());
        Assert.SkipWhen(SocketDiagnosis.TcpSockets() is null, "this kernel does not tell");
        var told = new SocketTable("/proc/net")
            .Read(Protocol.Tcp)
            .Where(socket => ports.Contains(socket.Port))
            .Distinct()
            .ToHashSet();
        Assert.Superset(told, SocketDiagnosis.TcpSockets()!.ToHashSet());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public static void A_bound_socket_that_does_not_listen_is_reported_if_the_kernel_reports_it(string address)
    {
        Assert.SkipWhen(Environment.OSVersion.Version < new Version(6, 8), "Linux before 6.8 does not tell");
        using var socket = Open(Protocol.Tcp, IPAddress.Parse(address), listen: false);
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        var found = Assert.Single(
            SocketDiagnosis.TcpSockets() ?? [], found => found.Port == port && found.State == SocketState.Bound);

        Assert.Equal(IPAddress.Parse(address), found.Address);
        Assert.Equal(Environment.ProcessId, Assert.Single(new SocketOwners().Find([found])[found.Inode]).ProcessId);
    }

    [Fact]
    public static void The_tables_of_the_kernel_are_read_in_its_format()
    {
        using var folder = new TemporaryFolder();
        folder.Write("tcp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
             100: 00000000:4E21 0100007F:C350 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0
            """);
        folder.Write("tcp6", """
              sl  local_address                         remote_address                        st tx_queue
               0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2 1 0
            """);

        Assert.Equal([0x50, 8080, 20001], new SocketTable(folder.Path).OpenPorts(Protocol.Tcp));
        Assert.Empty(new SocketTable(folder.Path).OpenPorts(Protocol.Udp));
    }

    private static Socket Open(Protocol protocol, IPAddress address, bool listen = true)
    {
        var socket = protocol == Protocol.Tcp
            ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        if (protocol == Protocol.Tcp && listen)
            socket.Listen();
        return socket;
    }
}
