using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LabelHook.Interop;

namespace LabelHook.Images;

/// <summary>
/// Speaks HTTP with an engine that is not trusted: heads are bounded by .NET, bodies here. No proxy is asked, no redirection followed, nothing sent twice.
/// </summary>
internal sealed class EngineClient : IDisposable
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Longest line of a stream of JSON; arbitrary, an event carries all labels of its image.</summary>
    private const int MaxLine = 1024 * 1024;

    private readonly EngineAddress _address;
    private readonly HttpMessageInvoker _http;

    public EngineClient(EngineAddress address)
    {
        _address = address;

        // What else nsswitch.conf names is a library, which a static program cannot load.
        if (!address.IsSocket)
            _ = Libc.ConfigureLookup("hosts", "files dns");
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, stop) => ConnectAsync(stop),
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            MaxResponseDrainSize = 0,
        });
    }

    /// <returns>The answer as soon as its head is there.</returns>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(_address.BaseAddress + path));
        return await _http.SendAsync(request, stop).ConfigureAwait(false);
    }

    /// <exception cref="EngineExcessException">The body is longer than that.</exception>
    public static async Task<MemoryStream> ReadAsync(HttpResponseMessage response, int limit, CancellationToken stop)
    {
        var body = new MemoryStream();
        var stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize); // a watch asks thousands of times
        try
        {
            while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and var length)
            {
                if (body.Length + length > limit)
                    throw EngineExcessException.OfBytes(limit);
                body.Write(buffer.AsSpan(0, length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        body.Position = 0;
        return body;
    }

    /// <summary>The lines of a body that may go on for ever, without those that are empty.</summary>
    /// <exception cref="EngineExcessException">A line has no end.</exception>
    public static async IAsyncEnumerable<byte[]> ReadLinesAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken stop)
    {
        var line = new MemoryStream();
        var buffer = new byte[BufferSize];
        var stream = await response.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is > 0 and var length)
        {
            var rest = buffer.AsMemory(0, length);
            while (rest.Span.IndexOf((byte)'\n') is >= 0 and var end)
            {
                line.Write(rest.Span[..end]);
                rest = rest[(end + 1)..];
                if (line.Length > 1)
                    yield return line.ToArray();
                line.SetLength(0);
            }

            line.Write(rest.Span);
            if (line.Length > MaxLine)
                throw EngineExcessException.OfBytes(MaxLine);
        }

        if (line.Length > 1)
            yield return line.ToArray();
    }

    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(CancellationToken stop)
    {
        var socket = _address.IsSocket
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : _address.EndPoint is IPEndPoint address
                ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(_address.EndPoint, stop).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
