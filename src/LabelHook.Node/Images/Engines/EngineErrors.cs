using System.Net;
using System.Net.Sockets;
using LabelHook.Linux;

namespace LabelHook.Images.Engines;

// Classifies .NET's errors. Their messages are never shown, because they contain text from the engine.
internal static class EngineErrors
{
    private static readonly string[] TlsWords = ["HTTPS", "SSL", "TLS"];

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

    // Whether a TLS server answered a request without TLS; Go's server, nginx and Apache mention it in the body.
    public static bool WantsTls(EngineStatusException refused) => refused.Status == HttpStatusCode.BadRequest
        && TlsWords.Any(word => refused.Body.Contains(word, StringComparison.OrdinalIgnoreCase));

    // Why the connection failed. .NET reports a missing socket file as AddressNotAvailable.
    public static string Reason(Exception error, EngineAddress address)
    {
        if (error.GetBaseException() is not SocketException socket)
            return "connection failed";
        return socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when address.IsSocket && !IsSocketFile(address.Text) => "it is not a socket",
            SocketError.ConnectionRefused => "connection refused",
            SocketError.AddressNotAvailable when address.IsSocket => "socket not found",
            SocketError.AccessDenied => "permission denied",
            SocketError.WouldBlock => "its connection queue is full",
            SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData => "host not found",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "host unreachable",
            SocketError.ConnectionReset or SocketError.Shutdown => "connection closed",
            SocketError.TimedOut => "connection timed out",
            _ when address.IsSocket && FileStatus.Read(address.Text, out _) is not 0 and var errno =>
                Errno.Words(errno),
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
