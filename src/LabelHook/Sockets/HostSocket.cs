using System.Net;

namespace LabelHook.Sockets;

// A socket of this host that holds a port.
// Protocol: The protocol.
// Address: The host's side.
// Port: The port on the host's side.
// State: What it does with the port.
// User: The number of the user who made it.
// Inode: By what number processes know it; 0 when none does.
internal readonly record struct HostSocket(Protocol Protocol, IPAddress Address, int Port, SocketState State, uint User, ulong Inode);
