using System.Net;

namespace LabelHook.Sockets;

// A socket on this host that uses a port.
// Address: The local address.
// Port: The local port.
// User: The user ID of its creator.
// Inode: Identifies the socket among the open files of processes; 0 if no process has it open.
internal readonly record struct HostSocket(
    Protocol Protocol, IPAddress Address, int Port, SocketState State, uint User, ulong Inode);
