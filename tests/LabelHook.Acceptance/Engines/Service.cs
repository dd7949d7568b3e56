using System.Diagnostics;
using System.Text;

namespace LabelHook.Acceptance;

// A server that a test starts and stops, by its process id and no other way.
public sealed class Service : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(3);

    // A booted system has a limit of its own, after which it ends what does not end by itself.
    private static readonly TimeSpan LongestStop = TimeSpan.FromMinutes(3);

    private readonly Process process;

    private readonly StringBuilder log = new();

    private Service(Process process)
    {
        this.process = process;
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
            if (service.process.HasExited || started.Elapsed > LongestStart)
            {
                await service.DisposeAsync();
                throw new InvalidOperationException($"{command.Program} did not start:\n{service.log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return service;
    }

    public async ValueTask DisposeAsync()
    {
        // Asked first, so that it stops its own children; .NET by itself can only kill.
        if (!process.HasExited)
            await new Command("sh").RunAsync("-c", $"kill -TERM {process.Id}");

        using var limit = new CancellationTokenSource(LongestStop);

        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        lock (log)
            log.AppendLine(line.Data);
    }
}
