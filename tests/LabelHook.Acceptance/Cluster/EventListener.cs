using System.Diagnostics;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// Listens for the events of one channel, as the default user of NS8 may.
public sealed class EventListener : IDisposable
{
    private readonly Process _process;

    private EventListener(Process process) => _process = process;

    public static async Task<EventListener> StartAsync(Redis redis, string channel)
    {
        var command = new Command("redis-cli");
        var listener = new EventListener(Process.Start(command.StartInfo("-s", redis.Socket, "SUBSCRIBE", channel))!);
        Assert.Equal(["subscribe", channel, "1"], await listener.ReadAsync());
        return listener;
    }

    // The next event: its kind, its channel and its message.
    public async Task<IReadOnlyList<string?>> ReadAsync()
    {
        var lines = new List<string?>();
        for (var line = 0; line < 3; line++)
            lines.Add(await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return lines;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
