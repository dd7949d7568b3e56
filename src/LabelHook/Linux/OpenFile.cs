namespace LabelHook.Linux;

// Writes to an open descriptor. .NET's console would start a thread and send control sequences to the terminal, and its
// files write at an offset of their own, and would overwrite the output of other processes in the same file.
internal sealed class OpenFile(int file)
{
    // Writes everything: waits while a pipe is full, and succeeds if its reader has gone.
    // Returns: 0, or the kernel's error number.
    public int Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = Libc.Write(file, bytes, bytes.Length);
            if (written >= 0)
                bytes = bytes[(int)written..];
            else if (Errno.Last == Errno.BrokenPipe)
                return 0;
            else if (Errno.Last == Errno.WouldBlock)
                _ = Libc.Poll([new PollRequest(file, Libc.PollWritable)], 1, -1);
            else if (Errno.Last != Errno.Interrupted)
                return Errno.Last;
        }

        return 0;
    }
}
