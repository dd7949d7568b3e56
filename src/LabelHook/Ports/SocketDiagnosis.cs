using System.Buffers.Binary;
using LabelHook.Interop;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Ports;

/// <summary>
/// The TCP sockets of this host as the kernel tells them over netlink, IPv4 and IPv6 in one answer: the tables in /proc/net say the same thirty times
/// slower, since each read walks all of the kernel's hash table again; sock_diag(7), linux/inet_diag.h.
/// </summary>
internal static class SocketDiagnosis
{
    private const int HeaderSize = 16; // struct nlmsghdr
    private const int RequestSize = 60; // struct inet_diag_req
    private const int StatesOffset = HeaderSize + 52;
    private const int PortOffset = HeaderSize + 4; // in struct inet_diag_msg
    private const ushort GetTcpSockets = 18; // TCPDIAG_GETSOCK
    private const ushort RequestDump = 0x301; // NLM_F_REQUEST, NLM_F_DUMP
    private const ushort Error = 2;
    private const ushort Done = 3;

    /// <summary>Room for one answer: the kernel fills at most 32 KiB at a time; net/netlink/af_netlink.c.</summary>
    private const int AnswerSize = 64 * 1024;

    /// <returns>The local ports, in any state; <see langword="null"/> when the kernel does not tell: no netlink in a sandbox, no tcp_diag module.</returns>
    public static SortedSet<int>? TcpPorts()
    {
        var number = Libc.Socket(Libc.FamilyNetlink, Libc.SocketRaw | Libc.SocketCloseOnExec, Libc.NetlinkSocketDiagnosis);
        if (number < 0)
            return null;
        using var socket = new SafeFileHandle(number, ownsHandle: true);
        Span<byte> request = stackalloc byte[HeaderSize + RequestSize];
        request.Clear();
        BitConverter.TryWriteBytes(request, request.Length);
        BitConverter.TryWriteBytes(request[4..], GetTcpSockets);
        BitConverter.TryWriteBytes(request[6..], RequestDump);
        BitConverter.TryWriteBytes(request[StatesOffset..], uint.MaxValue);
        return Libc.Send(number, request, request.Length, 0) == request.Length ? Answers(number) : null;
    }

    private static SortedSet<int>? Answers(int socket)
    {
        var ports = new SortedSet<int>();
        var buffer = new byte[AnswerSize];
        while (Libc.Receive(socket, buffer, buffer.Length, 0) is > 0 and var length)
        {
            for (var rest = buffer.AsSpan(0, (int)length); rest.Length >= HeaderSize; rest = rest[Math.Min(rest.Length, Aligned(BitConverter.ToInt32(rest)))..])
            {
                switch (BitConverter.ToUInt16(rest[4..]))
                {
                    case Done:
                        return ports;
                    case Error:
                        return null;
                    case GetTcpSockets:
                        ports.Add(BinaryPrimitives.ReadUInt16BigEndian(rest[PortOffset..]));
                        break;
                    default:
                        break; // nothing that was asked for
                }
            }
        }

        return null;
    }

    /// <summary>Messages start at multiples of four bytes.</summary>
    private static int Aligned(int length) => Math.Max(HeaderSize, (length + 3) & ~3);
}
