using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace LabelHook.Sockets;

// All sockets of this network namespace that use a port, over IPv4 and IPv6;
// https://docs.kernel.org/networking/proc_net_tcp.html. Includes every state, because even a connection in TIME_WAIT
// keeps others from listening. The result is a snapshot: a socket can be opened at any time after it.
// folder: The folder of tables in the kernel's format; null to ask the kernel.
internal sealed class SocketTable(string? folder = null)
{
    private const string Tables = "/proc/net";

    // include/net/tcp_states.h; UDP uses the same numbers.
    private const int TimeWait = 6;
    private const int Closed = 7;
    private const int Listen = 10;

    public IEnumerable<HostSocket> Read(Protocol protocol)
    {
        var diagnosed = folder is null && protocol == Protocol.Tcp ? SocketDiagnosis.TcpSockets() : null;
        return diagnosed ?? ReadTables(protocol, folder ?? Tables);
    }

    public SortedSet<int> OpenPorts(Protocol protocol) => [.. Read(protocol).Select(socket => socket.Port)];

    // state: The kernel's number.
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
                continue; // a kernel without IPv6 has no tables for it
            foreach (var line in File.ReadLines(path).Skip(1))
            {
                if (TryParse(protocol, line, out var socket))
                    yield return socket;
            }
        }
    }

    // Fields: number, local and remote address, state, queues, timer, retransmissions, user, timeout, inode.
    private static bool TryParse(Protocol protocol, string line, out HostSocket socket)
    {
        socket = default;
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [_, var local, _, var state, _, _, _, var user, _, var inode, ..]
            || local.Split(':') is not [var address, var port]
            || !TryParseAddress(address, out var parsed)
            || !ushort.TryParse(port, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || number == 0
            || !byte.TryParse(state, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word)
            || !uint.TryParse(user, NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            || !ulong.TryParse(inode, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            return false;
        socket = new HostSocket(protocol, parsed, number, State(protocol, word), owner, known);
        return true;
    }

    // One or four 32-bit words, each in the byte order of the processor.
    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = IPAddress.None;
        Span<uint> words = stackalloc uint[4];
        if (text.Length is not (8 or 32))
            return false;
        for (var i = 0; i < text.Length / 8; i++)
        {
            var word = text.AsSpan(i * 8, 8);
            if (!uint.TryParse(word, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out words[i]))
                return false;
        }

        address = new IPAddress(MemoryMarshal.AsBytes(words)[..(text.Length / 2)]);
        return true;
    }
}
