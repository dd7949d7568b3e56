using System.CommandLine;
using LabelHook.Cli.Options;
using LabelHook.Images.Engines;
using LabelHook.Images.Sources;
using LabelHook.Scans;

namespace LabelHook.Cli.Commands;

// Scans whenever the engine reports something. An event is a hint to look again and nothing more: engines forget events
// when they restart, and tell neither reliably which image nor what. So whatever came before a scan began is in it, and
// one waiting hint is as good as ten thousand.
internal sealed class Watch(Services services, ParseResult parsed) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // When to look though nothing was reported: an image that was refused may be welcome by now.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(15);

    private readonly AutoResetEvent _hint = new(initialState: false);
    private TimeSpan _pause = ShortestPause;
    private string? _trouble; // what was said last, and is not said again

    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var start = DateTimeOffset.UtcNow;
            try
            {
                using var engine = services.Images(parsed).Engine() ?? throw new LabelHookException(SourceProblems.NoEngine("events"));
                Listen(engine, start, stop);
            }
            catch (LabelHookException error)
            {
                if (error.Message != _trouble)
                    services.Terminal.Fail(error.Problems);
                _trouble = error.Message;
                Services.ServiceManager.Ready(); // ready to wait: a host must not wait with its boot for an engine that is away
            }

            if (DateTimeOffset.UtcNow - start > LongestPause)
                _pause = ShortestPause;
            stop.WaitHandle.WaitOne(_pause);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }

        Services.ServiceManager.Stopping();
    }

    public void Dispose() => _hint.Dispose();

    // Throws: the engine stopped, or the ports database cannot be used.
    private void Listen(ContainerEngine engine, DateTimeOffset start, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var scan = services.Scan(parsed, engine);

        // Ready means that it was looked once, whatever changes meanwhile; then it is looked until nothing does.
        Look(scan, untilStable: false, stop);
        if (stop.IsCancellationRequested)
            return;
        services.Terminal.Say($"watching {engine.Name}{(_trouble is null ? "" : " again")}");
        _trouble = null;
        Services.ServiceManager.Ready();
        _hint.Set();
        var events = Events(engine, start, end.Token);
        using var wake = stop.Register(() => _hint.Set()); // whatever becomes of the events
        try
        {
            while (!events.IsCompleted && !stop.IsCancellationRequested)
            {
                _hint.WaitOne(LongestSilence);
                if (!stop.IsCancellationRequested)
                    Look(scan, untilStable: true, stop);
            }
        }
        finally
        {
            end.Cancel();
            Task.WaitAny([events], ShortestPause);
        }

        if (!stop.IsCancellationRequested)
            throw engine.ToException(events.Exception?.GetBaseException() ?? new LabelHookException(EngineProblems.EventsEnded(engine.Name)), "events");
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

    private void Look(Scan scan, bool untilStable, CancellationToken stop)
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
