using System.Diagnostics;
using System.Text;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Engines;

// A server that a test starts and stops, by its process id and no other way.
public sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    // A booted system has a limit of its own, after which it ends what does not end by itself.
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private readonly StringBuilder _log = new();

    private Service(Process process)
    {
        _process = process;
        process.OutputDataReceived += Remember;
        process.ErrorDataReceived += Remember;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    // Starts it and waits until it answers.
    public static async Task<Service> StartAsync(Command command, string[] arguments, Func<Task<bool>> answers)
    {
        var service = new Service(Process.Start(command.StartInfo(arguments))!);
        var started = Stopwatch.StartNew();

        while (!await answers())
        {
            if (service._process.HasExited || started.Elapsed > LongestStart)
            {
                await service.DisposeAsync();
                throw new InvalidOperationException($"{command.Program} did not start:\n{service._log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return service;
    }

    // signal: As kill(1) names it.
    public Task SignalAsync(string signal) =>
        new Command("sh").OutputAsync("-c", $"kill -{signal} {_process.Id}");

    public async ValueTask DisposeAsync()
    {
        // Asked first, so that it stops its own children; .NET by itself can only kill.
        if (!_process.HasExited)
            await new Command("sh").RunAsync("-c", $"kill -TERM {_process.Id}");

        using var limit = new CancellationTokenSource(LongestStop);

        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
    }
}
