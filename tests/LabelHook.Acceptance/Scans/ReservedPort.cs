using System.Net;
using System.Net.Sockets;

namespace LabelHook.Acceptance.Scans;

// A port of the loopback interface that the kernel gives to no other process until a server listens there: a socket is
// bound to it that allows others to bind, as servers do that reuse their address.
public sealed class ReservedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ReservedPort()
    {
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public void Dispose() => _socket.Dispose();
}
