using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LabelHook.Acceptance.Library;

// A list of known vulnerabilities as NuGet asks for it, with one package in it;
// https://learn.microsoft.com/nuget/api/vulnerability-info.
public sealed class AdvisoryList : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public AdvisoryList()
    {
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _work = AnswerAllAsync();
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAllAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }

    private async Task AnswerAsync(NetworkStream connection)
    {
        using var reader = new StreamReader(connection, leaveOpen: true);
        var path = (await reader.ReadLineAsync(_stop.Token))?.Split(' ').ElementAtOrDefault(1);
        while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
        {
            // the head of the request
        }

        var body = path switch
        {
            "/index.json" =>
                $$"""{"version":"3.0.0","resources":[{"@id":"{{Address}}/pages","@type":"VulnerabilityInfo/6.7.0"}]}""",
            "/pages" => $$"""[{"@name":"base","@id":"{{Address}}/base","@updated":"2026-01-01T00:00:00Z"}]""",
            _ =>
                """{"newtonsoft.json":[{"url":"https://github.com/advisories/GHSA-5crp-9r3c-p9vr","severity":2,"versions":"(, 13.0.1)"}]}""",
        };
        var head =
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: "
                + "close\r\n\r\n";
        await connection.WriteAsync(Encoding.ASCII.GetBytes(head + body), _stop.Token);
    }
}
