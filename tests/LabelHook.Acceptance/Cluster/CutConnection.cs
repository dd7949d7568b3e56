using System.Net.Sockets;

namespace LabelHook.Acceptance.Cluster;

// A socket in front of a server that ends after some bytes from the client: to the server, the client was killed there.
public sealed class CutConnection : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly string _server;
    private readonly Socket _listener = NewSocket();
    private readonly List<byte> _sent = [];
    private readonly Task _serving;
    private long _left;

    // bytes: How many of the client's bytes reach the server, over all of its connections.
    public CutConnection(string path, string server, long bytes)
    {
        _server = server;
        _left = bytes;
        Path = path;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public string Path { get; }

    // What reached the server. The server has done with it when this object is disposed.
    public IReadOnlyList<byte> Sent => _sent;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        File.Delete(Path);
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ForwardAsync(await _listener.AcceptAsync()));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(Socket client)
    {
        using (client)
        using (var server = NewSocket())
        {
            await server.ConnectAsync(new UnixDomainSocketEndPoint(_server));
            await Task.WhenAll(SendAsync(client, server), AnswerAsync(server, client));
        }
    }

    private async Task SendAsync(Socket client, Socket server)
    {
        var buffer = new byte[BufferSize];
        while (_left > 0 && await ReceiveAsync(client, buffer) is > 0 and var count)
        {
            var passed = (int)Math.Min(count, _left);
            _left -= passed;
            _sent.AddRange(buffer.AsSpan(0, passed));
            await server.SendAsync(buffer.AsMemory(0, passed));
        }

        // The client notices at once; the server reads what it was sent, and closes its side after that.
        if (_left == 0)
            client.Shutdown(SocketShutdown.Both);
        server.Shutdown(SocketShutdown.Send);
    }

    private static async Task AnswerAsync(Socket server, Socket client)
    {
        var buffer = new byte[BufferSize];
        while (await ReceiveAsync(server, buffer) is > 0 and var count)
        {
            try
            {
                await client.SendAsync(buffer.AsMemory(0, count));
            }
            catch (SocketException)
            {
                // The client is gone; the rest is still read, until the server is done.
            }
        }
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer)
    {
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
