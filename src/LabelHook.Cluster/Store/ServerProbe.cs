using System.Net.Sockets;
using LabelHook.Linux;

namespace LabelHook.Cluster.Store;

// Finds out why a server cannot be reached, which the client of Redis does not tell.
internal static class ServerProbe
{
    // Returns: null if it can be reached.
    public static string? Fault(RedisLogin login)
    {
        var isSocket = login.Address.EndPoint is UnixDomainSocketEndPoint;

        // Every other service in nsswitch.conf is a library, which a static program cannot load.
        if (!isSocket)
            _ = Libc.ConfigureLookup("hosts", "files dns");
        using var stop = new CancellationTokenSource(login.Wait);
        using var socket = isSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ConnectAsync(login.Address.EndPoint, stop.Token).AsTask().Wait();
            return null;
        }
        catch (AggregateException error) when (error.InnerException is SocketException cause)
        {
            // .NET gives a missing socket another number; and a name that is not found has no number of the kernel's.
            if (isSocket && FileStatus.IsAbsent(login.Address.Text["unix://".Length..]))
                return Errno.Words(Errno.NotFound);
            return cause.NativeErrorCode > 0 ? Errno.Words(cause.NativeErrorCode) : cause.Message;
        }
        catch (AggregateException error) when (error.InnerException is OperationCanceledException)
        {
            return NoAnswer(login);
        }
    }

    public static string NoAnswer(RedisLogin login) => $"no answer within {login.Wait.TotalSeconds} s";
}
