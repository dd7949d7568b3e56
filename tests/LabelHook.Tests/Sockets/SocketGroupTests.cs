using System.Net;
using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public static class SocketGroupTests
{
    private static readonly SocketOwner Server = new(12, "nginx", default);

    [Fact]
    public static void A_thousand_connections_are_one_line_after_the_listener()
    {
        var connections =
            Enumerable.Range(0, 1000).Select(i => Socket("127.0.0.1", SocketState.Connected, (ulong)i + 10));
        var sockets = connections.Append(Socket("0.0.0.0", SocketState.Listening, 7)).ToList();

        var groups = SocketGroup.GroupAlike(
            sockets, sockets.ToDictionary(socket => socket.Inode, _ => (IReadOnlyList<SocketOwner>)[Server]));

        Assert.Equal([("0.0.0.0", 1), ("127.0.0.1", 1000)], groups.Select(group => ($"{group.Address}", group.Count)));
        Assert.All(groups, group => Assert.Equal((12, false), (Assert.Single(group.Owners).ProcessId, group.IsHidden)));
    }

    [Fact]
    public static void A_hidden_process_is_distinguished_from_no_process()
    {
        var groups = SocketGroup.GroupAlike(
            [
                Socket("::1", SocketState.TimeWait, 0),
                Socket("::1", SocketState.Connected, 0),
                Socket("::1", SocketState.Connected, 5),
            ], new Dictionary<ulong, IReadOnlyList<SocketOwner>>());

        Assert.Equal(
            [SocketState.Connected, SocketState.TimeWait],
            groups.Where(group => !group.IsHidden).Select(group => group.State));
        Assert.Equal(SocketState.Connected, Assert.Single(groups, group => group.IsHidden).State);
    }

    [Fact]
    public static void Two_processes_on_one_address_are_listed_separately()
    {
        var owners = new Dictionary<ulong, IReadOnlyList<SocketOwner>>
        {
            [5] = [Server],
            [6] = [Server with { ProcessId = 13 }],
            [7] = [Server],
        };

        var groups = SocketGroup.GroupAlike(
            [
                Socket("0.0.0.0", SocketState.Listening, 5),
                Socket("0.0.0.0", SocketState.Listening, 6),
                Socket("0.0.0.0", SocketState.Listening, 7),
            ],
            owners);

        Assert.Equal([(12, 2), (13, 1)], groups.Select(group => (group.Owners[0].ProcessId, group.Count)));
    }

    private static HostSocket Socket(string address, SocketState state, ulong inode) =>
        new(Protocol.Tcp, IPAddress.Parse(address), 80, state, 0, inode);
}
