using System.Runtime.InteropServices;
using LabelHook.Cli.Output;
using LabelHook.Linux;

namespace LabelHook.Cli.Commands;

// SIGTERM and SIGINT as a cancellation token, for work that can stop between two steps. If the work does not stop
// within a grace period, because it waits for a lock or an engine, or at a second signal, the process ends. That is
// safe at any point: an interrupted change is undone or completed later.
internal sealed class StopSignal : IDisposable
{
    // Arbitrary, but less than the 90 and 10 seconds after which systemd and podman kill a process.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _grace;
    private readonly PosixSignalRegistration _terminated;
    private readonly PosixSignalRegistration _interrupted;
    private int _signal;

    public StopSignal()
    {
        _grace = new Timer(_ => Die());
        try
        {
            _terminated = PosixSignalRegistration.Create(
                PosixSignal.SIGTERM, signal => Stop(signal, Libc.SignalTerminate));
            _interrupted = PosixSignalRegistration.Create(
                PosixSignal.SIGINT, signal => Stop(signal, Libc.SignalInterrupt));
        }
        catch (TypeInitializationException error)
        {
            // The runtime creates a pipe for signals, which fails if there are too many open files.
            throw new LabelHookException(ProgramProblems.SignalsFailed(error.GetBaseException().Message), error);
        }
    }

    public CancellationToken Token => _stop.Token;

    // Ends the process by the signal itself, so that a shell and systemd see the cause; wait(2).
    public void Die()
    {
        _ = Libc.Signal(_signal, Libc.DefaultSignal);
        _ = Libc.Kill(Environment.ProcessId, _signal);
        Environment.Exit(128 + _signal); // the first process of a container ignores its own signals
    }

    public void Dispose()
    {
        _terminated.Dispose();
        _interrupted.Dispose();
        _grace.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal, int number)
    {
        signal.Cancel = true;
        _signal = number;
        if (_stop.IsCancellationRequested)
            Die();
        _grace.Change(Grace, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
