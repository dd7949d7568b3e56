using System.Net.Sockets;
using System.Text;

namespace LabelHook.Linux;

// Reports the state of a service to systemd; sd_notify(3).
// socket: The value of NOTIFY_SOCKET; null if it is not set.
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
            var address = socket.StartsWith('@') ? "\0" + socket[1..] : socket;
            using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            sender.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(address));
        }
        catch (SocketException)
        {
            // The service still works; systemd reports the missing notification.
        }
    }
}
