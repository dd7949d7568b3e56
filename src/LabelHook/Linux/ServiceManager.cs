using System.Net.Sockets;
using System.Text;

namespace LabelHook.Linux;

// What a service tells systemd of itself; sd_notify(3).
// socket: Where systemd listens, as NOTIFY_SOCKET says; null when it does not.
internal sealed class ServiceManager(string? socket)
{
    public void Ready() => Notify("READY=1");

    public void Stopping() => Notify("STOPPING=1");

    private void Notify(string state)
    {
        if (socket is null)
            return;
        try
        {
            using var notice = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            notice.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(socket.StartsWith('@') ? "\0" + socket[1..] : socket));
        }
        catch (SocketException)
        {
            // The service runs all the same; systemd says that it heard nothing.
        }
    }
}
