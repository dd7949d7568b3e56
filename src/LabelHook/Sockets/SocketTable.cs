using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace LabelHook.Sockets;

// All sockets of this network namespace that hold a port, over IPv4 and IPv6: what install, map, who and check look at.
// Any state counts, since a connection and even its TIME_WAIT keep others from listening on the port. It is advice at
// the moment of asking: nothing can promise a socket later.
// folder: Where tables as the kernel's are; null: the kernel is asked.
// https://docs.kernel.org/networking/proc_net_tcp.html.
internal sealed class SocketTable(string? folder = null)
{
    private const string Tables = "/proc/net";

    // Numbers of include/net/tcp_states.h; UDP borrows them.
    private const int TimeWait = 6;
    private const int Closed = 7;
    private const int Listen = 10;

    public IEnumerable<HostSocket> Read(Protocol protocol) =>
        (folder is null && protocol == Protocol.Tcp ? SocketDiagnosis.TcpSockets() : null) ?? ReadTables(protocol, folder ?? Tables);

    public SortedSet<int> OpenPorts(Protocol protocol) => [.. Read(protocol).Select(socket => socket.Port)];

    // state: As the kernel numbers them.
    public static SocketState State(Protocol protocol, byte state) => state switch
    {
        Listen => SocketState.Listening,
        Closed when protocol == Protocol.Udp => SocketState.Listening,
        Closed => SocketState.Bound,
        TimeWait when protocol == Protocol.Tcp => SocketState.TimeWait,
        _ => SocketState.Connected,
    };

    private static IEnumerable<HostSocket> ReadTables(Protocol protocol, string folder)
    {
        foreach (var table in (string[])[protocol.Lower(), protocol.Lower() + "6"])
        {
            var path = Path.Join(folder, table);
            if (!File.Exists(path))
                continue; // a kernel without IPv6 has no such table
            foreach (var line in File.ReadLines(path).Skip(1))
            {
                if (TryParse(protocol, line, out var socket))
                    yield return socket;
            }
        }
    }

    // Reads a line: number, local and remote address, state, queues, timer, retransmissions, user, timeout, inode.
    private static bool TryParse(Protocol protocol, string line, out HostSocket socket)
    {
        socket = default;
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [_, var local, _, var state, _, _, _, var user, _, var inode, ..]
            || local.Split(':') is not [var address, var port]
            || !TryParseAddress(address, out var parsed)
            || !ushort.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || number == 0
            || !byte.TryParse(state, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)
            || !uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            || !ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            return false;
        socket = new HostSocket(protocol, parsed, number, State(protocol, word), owner, known);
        return true;
    }

    // One word of 32 bits or four, each printed as the processor has it in memory.
    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        Span<uint> words = stackalloc uint[4];
        if (text.Length is not (8 or 32))
            return false;
        for (var i = 0; i < text.Length / 8; i++)
        {
            if (!uint.TryParse(text.AsSpan(i * 8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
                return false;
        }

        address = new IPAddress(MemoryMarshal.AsBytes(words)[..(text.Length / 2)]);
        return true;
    }
}
