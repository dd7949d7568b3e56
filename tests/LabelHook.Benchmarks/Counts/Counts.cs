namespace LabelHook.Benchmarks;

// What a command costs, in figures that hardly depend on the load of the machine.
// Calls: all system calls, with the syncs.
// Instructions: those of the program itself, without the kernel's.
internal readonly record struct Counts(long Syncs, long Calls, long Instructions)
{
    public static Counts operator -(Counts left, Counts right) =>
        new(left.Syncs - right.Syncs, left.Calls - right.Calls, left.Instructions - right.Instructions);
}
