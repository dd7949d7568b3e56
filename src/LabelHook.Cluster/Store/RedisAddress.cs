using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LabelHook.Cluster.Store;

// The address of a Redis server. There is no TLS: it would need OpenSSL, which a static program cannot load.
internal sealed record RedisAddress
{
    public const string Accepted =
        "unix:///PATH of at most 107 bytes, or tcp://HOST:PORT as in tcp://127.0.0.1:6379; TLS is not supported";

    private const int DefaultPort = 6379;

    // Without the terminating null byte; unix(7).
    private const int MaxSocketPath = 107;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private RedisAddress(string text, EndPoint endPoint)
    {
        Text = text;
        EndPoint = endPoint;
    }

    public string Text { get; }

    public EndPoint EndPoint { get; }

    // Also accepts HOST:PORT, as the variables of NS8 have it.
    public static bool TryParse(string text, [NotNullWhen(true)] out RedisAddress? address)
    {
        address = text.Split("://", 2) switch
        {
            ["unix", var path] => ForSocket(path),
            ["tcp", var host] => ForHost(host),
            [var host] => ForHost(host),
            _ => null,
        };
        return address is not null;
    }

    public override string ToString() => Text;

    private static RedisAddress? ForSocket(string path)
    {
        var isPath = path is ['/', _, ..]
            && !path.Contains('\0', StringComparison.Ordinal)
            && Encoding.UTF8.GetByteCount(path) <= MaxSocketPath;
        return isPath ? new RedisAddress($"unix://{path}", new UnixDomainSocketEndPoint(path)) : null;
    }

    private static RedisAddress? ForHost(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= text.LastIndexOf(']'))
            colon = text.Length;
        var host = text[..colon];
        var port = DefaultPort;
        if (colon < text.Length && !TryParsePort(text.AsSpan(colon + 1), out port))
            return null;
        EndPoint? endPoint = null;
        if (host is ['[', .. var inner, ']'])
            endPoint = TryParseV6(inner, out var v6) ? new IPEndPoint(v6, port) : null;
        else if (IPAddress.TryParse(host, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork)
            endPoint = new IPEndPoint(v4, port);
        else if (host.Length > 0 && !host.AsSpan().ContainsAnyExcept(HostCharacters))
            endPoint = new DnsEndPoint(host, port);
        return endPoint is null ? null : new RedisAddress($"tcp://{host}:{port}", endPoint);
    }

    private static bool TryParseV6(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool TryParsePort(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= IPEndPoint.MaxPort;
}
