using System.Net.Sockets;
using System.Text;
using LabelHook.Images;

namespace LabelHook.Tests.Images.Engines;

// Sits on a socket and gives every caller the same bytes; the last of them again and again where an answer has no end.
internal sealed class FakeEngine : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly byte[] _answer;
    private readonly byte[] _endless;

    public FakeEngine(string path, string answer, string endless = "")
    {
        Address = EngineAddress.ForSocket(path)!;
        _answer = Encoding.UTF8.GetBytes(answer);
        _endless = Encoding.UTF8.GetBytes(endless);
        _socket.Bind(Address.EndPoint);
        _socket.Listen();
        _ = ServeAsync();
    }

    public EngineAddress Address { get; }

    // The first line of the last request.
    public string Request { get; private set; } = "";

    public static string Json(string body, int status = 200) =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await _socket.AcceptAsync();
                await AnswerAsync(caller);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(Socket caller)
    {
        try
        {
            var request = new byte[4096];
            var length = await caller.ReceiveAsync(request);
            Request = Encoding.ASCII.GetString(request, 0, length).Split("\r\n")[0];
            await caller.SendAsync(_answer);
            while (_endless.Length > 0)
                await caller.SendAsync(_endless);
        }
        catch (SocketException)
        {
            // the caller has heard enough
        }
    }
}
