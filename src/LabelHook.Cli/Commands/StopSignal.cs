using System.Runtime.InteropServices;
using LabelHook.Cli.Output;
using LabelHook.Linux;

namespace LabelHook.Cli.Commands;

// SIGTERM and SIGINT as a token, for work that ends between two steps. What waits for a lock or an engine at that
// moment is not waited for: after a while, or at the second signal, the process dies of it, which leaves nothing half
// wherever it happens.
internal sealed class StopSignal : IDisposable
{
    // How long the work may take to end; arbitrary, systemd and podman kill after 90 and 10 seconds.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _grace;
    private readonly PosixSignalRegistration _terminated;
    private readonly PosixSignalRegistration _interrupted;
    private int _number; // of the signal that came

    public StopSignal()
    {
        _grace = new Timer(_ => Die());
        try
        {
            _terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, Libc.SignalTerminate));
            _interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, Libc.SignalInterrupt));
        }
        catch (TypeInitializationException error)
        {
            // The runtime makes a pipe for signals, and there may be no descriptors left for it.
            throw new LabelHookException(ProgramProblems.SignalsFailed(error.GetBaseException().Message), error);
        }
    }

    public CancellationToken Token => _stop.Token;

    // Ends the process as the signal would have: a shell and systemd see why, kill(2) and wait(2).
    public void Die()
    {
        _ = Libc.Signal(_number, Libc.DefaultSignal);
        _ = Libc.Kill(Environment.ProcessId, _number);
        Environment.Exit(128 + _number); // the first process of a container does not die of a signal of its own
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
        _number = number;
        if (_stop.IsCancellationRequested)
            Die();
        _grace.Change(Grace, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }
}
