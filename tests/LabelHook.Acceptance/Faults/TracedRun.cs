using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Faults;

// A run of the program under strace.
public sealed record TracedRun(CommandResult Result, string Log)
{
    // As a shell reports it.
    private const int Killed = 128 + 9;

    public bool WasKilled => Result.ExitCode == Killed;

    public bool WasDisturbed => Log.Contains("(INJECTED)", StringComparison.Ordinal);

    // The system calls on the files of the node, in order.
    public IReadOnlyList<SystemCall> Calls => SystemCall.Read(Log);
}
