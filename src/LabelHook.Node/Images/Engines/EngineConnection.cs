using System.Net;
using System.Net.Sockets;
using LabelHook.Linux;

namespace LabelHook.Images.Engines;

// HTTP with an untrusted engine: .NET limits the headers, EngineHandler the bodies. Uses no proxy, follows no redirect,
// and retries nothing.
internal static class EngineConnection
{
    public static HttpMessageInvoker To(EngineAddress address)
    {
        // Every other service in nsswitch.conf is a library, which a static program cannot load.
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
        var socket = address.EndPoint switch
        {
            UnixDomainSocketEndPoint => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
            IPEndPoint numeric => new Socket(numeric.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
            _ => new Socket(SocketType.Stream, ProtocolType.Tcp),
        };
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
