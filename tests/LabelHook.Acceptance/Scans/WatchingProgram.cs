using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Scans;

// `labelhook watch` as systemd runs it: it notifies a socket, and its log is kept.
public sealed class WatchingProgram : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _log = new();

    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private readonly Process _process;

    public WatchingProgram(TemporaryFolder folder, string engine, params (string Name, string Value)[] variables)
        : this(folder, ["watch", "--engine", engine], variables)
    {
    }

    public WatchingProgram(TemporaryFolder folder, string[] arguments, params (string Name, string Value)[] variables)
    {
        _manager.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        _manager.ReceiveTimeout = (int)LongestWait.TotalMilliseconds;
        var program = LabelHookProgram.Command.With("NOTIFY_SOCKET", folder["notify"]);
        foreach (var (name, value) in variables)
            program = program.With(name, value);
        _process = Process.Start(program.StartInfo([.. arguments, "--state", folder["state"]]))!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
                _log.Append(line.Data is null ? "" : line.Data + "\n");
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    // Its peak memory, in KiB.
    public int PeakMemory => int.Parse(
        File.ReadLines($"/proc/{_process.Id}/status")
            .Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    // The next notification to systemd.
    public string Notice()
    {
        var buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, _manager.Receive(buffer));
    }

    public async Task<int> StopAsync()
    {
        await new Command("kill").OutputAsync("-TERM", _process.Id.ToString());
        using var limit = new CancellationTokenSource(LongestWait);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    // Waits until a condition is true.
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
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _manager.Dispose();
    }
}
