using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LabelHook.Images;

// The address of a container engine's API, in docker's syntax;
// https://github.com/docker/cli/blob/v28.5.2/opts/hosts.go.
internal sealed record EngineAddress
{
    public const string Accepted =
        "unix:///PATH of at most 107 bytes or tcp://HOST:PORT, " +
        "as in unix:///run/podman/podman.sock or tcp://127.0.0.1:2375";

    private const string DefaultSocket = "/var/run/docker.sock";
    private const string DefaultHost = "127.0.0.1";
    private const int DefaultPort = 2375;
    private const int TlsPort = 2376;

    // Without the terminating null byte; unix(7).
    private const int MaxSocketPath = 107;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<char> PathCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    private EngineAddress(string text, Uri baseAddress, EndPoint endPoint)
    {
        Text = text;
        BaseAddress = baseAddress;
        EndPoint = endPoint;
    }

    // The socket's path, or tcp://HOST:PORT/.
    public string Text { get; }

    // The base of all request URIs.
    public Uri BaseAddress { get; }

    public EndPoint EndPoint { get; }

    public bool IsSocket => EndPoint is UnixDomainSocketEndPoint;

    // Whether the address demands TLS.
    public bool IsTls { get; private init; }

    public static bool TryParse(string text, [NotNullWhen(true)] out EngineAddress? address)
    {
        var trimmed = text.Trim();
        address = trimmed.Split("://", 2) switch
        {
            ["unix", var path] => ForSocket(path.Length == 0 ? DefaultSocket : path),
            ["tcp" or "http", var rest] => ForHost(rest, isTls: false),
            ["https", var rest] => ForHost(rest, isTls: true),
            [_, _] or [""] => null,
            _ when trimmed.StartsWith("unix:", StringComparison.Ordinal) => ForSocket(trimmed["unix:".Length..]),
            _ => ForHost(trimmed, isTls: false),
        };
        return address is not null;
    }

    // Returns: null when no socket can have that path.
    public static EngineAddress? ForSocket(string path)
    {
        if (path is "" or "/" or ['@', ..]
            || path.Contains('\0', StringComparison.Ordinal)
            || path.Contains("://", StringComparison.Ordinal))
        {
            return null;
        }

        var full = path.StartsWith('/') ? path : Path.GetFullPath(path);
        return Encoding.UTF8.GetByteCount(full) > MaxSocketPath
            ? null
            : new EngineAddress(full, new Uri("http://localhost/"), new UnixDomainSocketEndPoint(full));
    }

    public override string ToString() => Text;

    private static EngineAddress? ForHost(string text, bool isTls)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? text : text[..slash];
        var path = slash < 0 ? "" : text[slash..].TrimEnd('/');
        if (slash == 0 || path.AsSpan().ContainsAnyExcept(PathCharacters))
            return null;

        var colon = authority.LastIndexOf(':');
        if (colon <= authority.LastIndexOf(']'))
            colon = authority.Length;
        var host = authority[..colon];
        var portText = authority[Math.Min(colon + 1, authority.Length)..];
        var port = isTls ? TlsPort : DefaultPort;
        if (portText.Length > 0 && !TryParsePort(portText, out port))
            return null;
        if (host.Length == 0)
            host = DefaultHost;
        if (CreateEndPoint(host, port) is not { } endPoint)
            return null;

        // Without the zone of an IPv6 address, which has a meaning on this host only.
        var named = endPoint is IPEndPoint { AddressFamily: AddressFamily.InterNetworkV6 } v6
            ? $"[{new IPAddress(v6.Address.GetAddressBytes())}]"
            : host;
        var origin = $"{named}:{port}{path}/";
        return Uri.TryCreate("http://" + origin, UriKind.Absolute, out var baseAddress)
            ? new EngineAddress("tcp://" + origin, baseAddress, endPoint) { IsTls = isTls || port == TlsPort }
            : null;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
            && port is > 0 and <= IPEndPoint.MaxPort;

    private static EndPoint? CreateEndPoint(string host, int port)
    {
        if (host is ['[', .. var inner, ']'])
        {
            var text = inner.Replace("%25", "%", StringComparison.Ordinal);
            var isV6 = IPAddress.TryParse(text, out var v6) && v6.AddressFamily == AddressFamily.InterNetworkV6;
            return isV6 ? new IPEndPoint(v6!, port) : null;
        }

        if (host.AsSpan().ContainsAnyExcept(HostCharacters))
            return null;
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
    }
}
