using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LabelHook.Acceptance;

// `labelhook watch` as systemd runs it: it tells a socket how it is, and its log is kept.
public sealed class WatchingProgram : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly StringBuilder log = new();

    private readonly Socket manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private readonly Process process;

    public WatchingProgram(TemporaryFolder folder, string engine, params (string Name, string Value)[] variables)
        : this(folder, ["watch", "--engine", engine], variables)
    {
    }

    public WatchingProgram(TemporaryFolder folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        manager.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        manager.ReceiveTimeout = (int)LongestWait.TotalMilliseconds;
        var program = LabelHookProgram.Command.With("NOTIFY_SOCKET", folder["notify"]);
        foreach (var (name, value) in variables)
            program = program.With(name, value);
        process = Process.Start(program.StartInfo([.. arguments, "--state", folder["state"]]))!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
                log.Append(line.Data is null ? "" : line.Data + "\n");
        };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    public string Log
    {
        get
        {
            lock (log)
                return log.ToString();
        }
    }

    // The most memory that it ever held, in KiB.
    public int PeakMemory => int.Parse(
        File.ReadLines($"/proc/{process.Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    // The next thing that it tells systemd.
    public string Notice()
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, manager.Receive(buffer));
    }

    public async Task<int> StopAsync()
    {
        await new Command("kill").OutputAsync("-TERM", process.Id.ToString());
        using var limit = new CancellationTokenSource(LongestWait);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    // Waits until something is so.
    public static async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(started.Elapsed < LongestWait, $"not so after {LongestWait}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        manager.Dispose();
    }
}
