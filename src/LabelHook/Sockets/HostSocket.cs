using System.Net;

namespace LabelHook.Sockets;

/// <summary>A socket of this host that holds a port.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Address">The host's side.</param>
/// <param name="Port">The port on the host's side.</param>
/// <param name="State">What it does with the port.</param>
/// <param name="User">The number of the user who made it.</param>
/// <param name="Inode">By what number processes know it; 0 when none does.</param>
internal readonly record struct HostSocket(Protocol Protocol, IPAddress Address, int Port, SocketState State, uint User, ulong Inode);
