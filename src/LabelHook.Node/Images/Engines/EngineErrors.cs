using System.Net;
using System.Net.Sockets;
using LabelHook.Linux;

namespace LabelHook.Images.Engines;

// What .NET's errors mean for whoever talks to an engine; its own words are never shown, as an engine's stand among
// them.
internal static class EngineErrors
{
    internal enum Kind
    {
        Unreachable,
        HeadTooLong,
        NotHttp,
        Ended,
    }

    public static Kind Classify(Exception error) => Error(error) switch
    {
        HttpRequestError.ConfigurationLimitExceeded => Kind.HeadTooLong,
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => Kind.NotHttp,
        HttpRequestError.ResponseEnded => Kind.Ended,
        _ => Kind.Unreachable,
    };

    // Whether that is what servers say that speak TLS and are asked without: Go's, nginx, Apache.
    public static bool WantsTls(EngineStatusException refused) =>
        refused.Status == HttpStatusCode.BadRequest && ((string[])["HTTPS", "SSL", "TLS"]).Any(word => refused.Body.Contains(word, StringComparison.OrdinalIgnoreCase));

    // Why there is no connection. .NET calls a missing socket file an address that is not available.
    public static string Reason(Exception error, EngineAddress address)
    {
        if (error.GetBaseException() is not SocketException socket)
            return "the connection failed";
        return socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when address.IsSocket && !IsSocketFile(address.Text) => "it is not a socket",
            SocketError.ConnectionRefused => "nobody listens there",
            SocketError.AddressNotAvailable when address.IsSocket => "there is no such socket",
            SocketError.AccessDenied => "permission denied",
            SocketError.WouldBlock => "it takes no more connections",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "there is no such host",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "the host cannot be reached",
            SocketError.ConnectionReset or SocketError.Shutdown => "it closed the connection",
            SocketError.TimedOut => "the connection timed out",
            _ when address.IsSocket && FileStatus.Read(address.Text, out _) is var number and not 0 => Errno.Words(number),
            var other => $"{other}",
        };
    }

    private static HttpRequestError Error(Exception error) => error switch
    {
        HttpRequestException request => request.HttpRequestError,
        HttpIOException body => body.HttpRequestError,
        _ => HttpRequestError.Unknown,
    };

    private static bool IsSocketFile(string path) => FileStatus.Read(path, out var status) != 0 || status.IsSocket;
}
