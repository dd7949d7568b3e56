using System.Buffers.Binary;
using System.Net;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Sockets;

// The TCP sockets of this host as the kernel tells them over netlink, IPv4 and IPv6 in one answer: the tables in
// /proc/net say less, thirty times slower, since each read walks all of the kernel's hash table again; sock_diag(7),
// linux/inet_diag.h.
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

    // Room for one packet of answers: the kernel fills at most 32 KiB at a time; net/netlink/af_netlink.c.
    private const int PacketSize = 64 * 1024;

    // Asks for every state; Linux 6.8 and later answer with sockets that are bound and do not listen, too.
    // Returns: null when the kernel does not tell: no netlink in a sandbox, no tcp_diag module.
    public static List<HostSocket>? TcpSockets()
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

    private static List<HostSocket>? Answers(int number)
    {
        var sockets = new List<HostSocket>();
        var packet = new byte[PacketSize];
        while (Libc.Receive(number, packet, packet.Length, 0) is > 0 and var length)
        {
            for (var rest = packet.AsSpan(0, (int)length); rest.Length >= HeaderSize; rest = rest[Math.Min(rest.Length, Aligned(BitConverter.ToInt32(rest)))..])
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
                        break; // nothing that was asked for
                }
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

    // Messages start at multiples of four bytes.
    private static int Aligned(int length) => Math.Max(HeaderSize, (length + 3) & ~3);
}
