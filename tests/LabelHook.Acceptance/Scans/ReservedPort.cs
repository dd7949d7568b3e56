using System.Net;
using System.Net.Sockets;

namespace LabelHook.Acceptance.Scans;

// A port of the loopback that the kernel gives to nobody else until a server listens there: a socket is bound to it
// that lets others of its kind bind to it as well, as servers do who want their port back at once, and is not given to
// those who ask for any port.
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
