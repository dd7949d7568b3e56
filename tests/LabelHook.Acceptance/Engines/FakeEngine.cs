using System.Net.Sockets;
using System.Text;

namespace LabelHook.Acceptance.Engines;

// Something that sits on an engine's socket and gives every caller the same answer, whatever it asked.
public sealed class FakeEngine : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    private readonly CancellationTokenSource _end = new();

    private Task _served = Task.CompletedTask;

    // Leaves the socket as a server does that died: the file is there, and nobody listens.
    public FakeEngine(string path) => _socket.Bind(new UnixDomainSocketEndPoint(path));

    // The kernel takes the calls, and nobody ever answers.
    public void Listen() => _socket.Listen();

    public void Answer(string answer) => Answer(_ => answer);

    // The request as it came, and what is answered.
    public void Answer(Func<string, string> answer)
    {
        _socket.Listen();
        _served = AnswerAsync(answer);
    }

    // Takes one call, and never answers it.
    public async Task<IDisposable> AcceptAsync() => await _socket.AcceptAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _served;
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task AnswerAsync(Func<string, string> answer)
    {
        try
        {
            while (true)
            {
                using var caller = await _socket.AcceptAsync(_end.Token);
                await AnswerAsync(caller, answer);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket caller, Func<string, string> answer)
    {
        try
        {
            var request = new byte[4096];
            var length = await caller.ReceiveAsync(request, _end.Token);
            await caller.SendAsync(
                Encoding.ASCII.GetBytes(answer(Encoding.ASCII.GetString(request, 0, length))), _end.Token);
        }
        catch (SocketException)
        {
            // The caller is stopped, or has read enough: the next one is answered all the same.
        }
    }
}
