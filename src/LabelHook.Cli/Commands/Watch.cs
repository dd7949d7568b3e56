using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Images.Engines;
using LabelHook.Images.Sources;
using LabelHook.Scans;

namespace LabelHook.Cli.Commands;

// Scans whenever the engine reports an event. An event is only a hint to scan again: engines forget events when they
// restart, and do not reliably tell which image changed. Any number of events before a scan needs only that scan.
internal sealed class Watch(Services services, ParseResult parsed) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // Scans also without events, because a rejected image may fit after ports are released.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private readonly AutoResetEvent _hint = new(initialState: false);
    private TimeSpan _pause = ShortestPause;
    private string? _lastFailure; // not repeated

    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var start = DateTimeOffset.UtcNow;
            try
            {
                using var engine = services.Images(parsed).Engine()
                    ?? throw new LabelHookException(SourceProblems.NoEngine("events"));
                Listen(engine, start, stop);
            }
            catch (LabelHookException error)
            {
                if (error.Message != _lastFailure)
                    services.Terminal.Fail(error.Problems);
                _lastFailure = error.Message;
                Services.ServiceManager.Ready(); // the boot of the host must not wait for an engine
            }

            if (DateTimeOffset.UtcNow - start > LongestPause)
                _pause = ShortestPause;
            stop.WaitHandle.WaitOne(_pause);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }

        Services.ServiceManager.Stopping();
    }

    public void Dispose() => _hint.Dispose();

    // Throws: the engine has stopped, or the ports database cannot be used.
    private void Listen(ContainerEngine engine, DateTimeOffset start, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var scan = services.Scan(parsed, engine);

        // Reports Ready after the first scan; the scan after it repeats until no new images arrive.
        RunScan(scan, untilStable: false, stop);
        if (stop.IsCancellationRequested)
            return;
        services.Terminal.Say($"watching {engine.Name}{(_lastFailure is null ? "" : " again")}");
        _lastFailure = null;
        Services.ServiceManager.Ready();
        _hint.Set();
        var events = Events(engine, start, end.Token);
        using var wake = stop.Register(() => _hint.Set());
        try
        {
            while (!events.IsCompleted && !stop.IsCancellationRequested)
            {
                _hint.WaitOne(LongestSilence);
                if (!stop.IsCancellationRequested)
                    RunScan(scan, untilStable: true, stop);
            }
        }
        finally
        {
            end.Cancel();
            Task.WaitAny([events], ShortestPause);
        }

        if (stop.IsCancellationRequested)
            return;
        var error = events.Exception?.GetBaseException();
        throw error is null
            ? new LabelHookException(EngineProblems.EventsEnded(engine.Name))
            : engine.ToException(error, "events");
    }

    private async Task Events(ContainerEngine engine, DateTimeOffset start, CancellationToken stop)
    {
        try
        {
            await engine.WatchAsync(start, () => _hint.Set(), stop);
        }
        finally
        {
            _hint.Set();
        }
    }

    private static bool HasNews(ScanResult result) =>
        result.Installed.Count + result.Refused.Count + result.Warnings.Count > 0 || result.Failure is not null;

    private void RunScan(Scan scan, bool untilStable, CancellationToken stop)
    {
        var result = scan.Run(untilStable, stop);
        if (!services.Terminal.AsJson || HasNews(result))
            ScanCommand.Show(services.Terminal, result);
        foreach (var problem in result.Refused)
            services.Terminal.Fail([problem]);
        if (result.Failure is not null)
            throw result.Failure;
        if (result.IsUnsettled)
            _hint.Set();
    }
}
