using System.Buffers.Binary;
using System.Net;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Sockets;

// The TCP sockets of this host, IPv4 and IPv6, from the kernel over netlink; sock_diag(7), linux/inet_diag.h. The
// tables in /proc/net have less, and are thirty times slower, because each read walks the kernel's whole hash table
// again.
internal static class SocketDiagnosis
{
    private const int HeaderSize = 16; // struct nlmsghdr
    private const int RequestSize = 60; // struct inet_diag_req
    private const int StatesOffset = HeaderSize + 52;
    private const int AnswerSize = 72; // struct inet_diag_msg
    private const int PortOffset = 4;
    private const int AddressOffset = 8;
    private const int UserOffset = 64;
    private const int InodeOffset = 68;
    private const ushort GetTcpSockets = 18; // TCPDIAG_GETSOCK
    private const ushort RequestDump = 0x301; // NLM_F_REQUEST, NLM_F_DUMP
    private const ushort Error = 2;
    private const ushort Done = 3;
    private const byte FamilyInternetV6 = 10;

    // The kernel sends at most 32 KiB at a time; net/netlink/af_netlink.c.
    private const int PacketSize = 64 * 1024;

    // Requests all states. Linux 6.8 and later include sockets that are bound but do not listen.
    // Returns: null when the kernel does not answer: no netlink in a sandbox, or no tcp_diag module.
    public static List<HostSocket>? TcpSockets()
    {
        const int Type = Libc.SocketRaw | Libc.SocketCloseOnExec;
        var number = Libc.Socket(Libc.FamilyNetlink, Type, Libc.NetlinkSocketDiagnosis);
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

    private static List<HostSocket>? Answers(int number)
    {
        var sockets = new List<HostSocket>();
        var packet = new byte[PacketSize];
        while (Libc.Receive(number, packet, packet.Length, 0) is > 0 and var length)
        {
            var rest = packet.AsSpan(0, (int)length);
            while (rest.Length >= HeaderSize)
            {
                switch (BitConverter.ToUInt16(rest[4..]))
                {
                    case Done:
                        return sockets;
                    case Error:
                        return null;
                    case GetTcpSockets when rest.Length >= HeaderSize + AnswerSize:
                        if (Socket(rest[HeaderSize..]) is { Port: > 0 } socket)
                            sockets.Add(socket);
                        break;
                    default:
                        break; // not an answer to the request
                }

                rest = rest[Math.Min(rest.Length, Aligned(BitConverter.ToInt32(rest)))..];
            }
        }

        return null;
    }

    private static HostSocket Socket(ReadOnlySpan<byte> answer)
    {
        var address = answer.Slice(AddressOffset, answer[0] == FamilyInternetV6 ? 16 : 4);
        return new HostSocket(
            Protocol.Tcp,
            new IPAddress(address),
            BinaryPrimitives.ReadUInt16BigEndian(answer[PortOffset..]),
            SocketTable.State(Protocol.Tcp, answer[1]),
            BitConverter.ToUInt32(answer[UserOffset..]),
            BitConverter.ToUInt32(answer[InodeOffset..]));
    }

    // Messages are aligned to four bytes.
    private static int Aligned(int length) => Math.Max(HeaderSize, (length + 3) & ~3);
}
