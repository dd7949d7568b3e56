using System.Net;
using System.Net.Sockets;
using LabelHook.Linux;

namespace LabelHook.Images.Engines;

// Speaks HTTP with an engine that is not trusted: heads are bounded by .NET, bodies by EngineHandler. No proxy is
// asked, no redirection followed, nothing sent twice.
internal static class EngineConnection
{
    public static HttpMessageInvoker To(EngineAddress address)
    {
        // What else nsswitch.conf names is a library, which a static program cannot load.
        if (!address.IsSocket)
            _ = Libc.ConfigureLookup("hosts", "files dns");
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, stop) => ConnectAsync(address, stop),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxResponseDrainSize = 0,
        });
    }

    private static async ValueTask<Stream> ConnectAsync(EngineAddress address, CancellationToken stop)
    {
        var socket = address.IsSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : address.EndPoint is IPEndPoint numeric
                ? new Socket(numeric.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address.EndPoint, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
