namespace LabelHook.Linux;

// Writes to what is open already. .NET's own console starts a thread at the first write, and greets terminals with what
// switches their keys; its files write at places that they count themselves, and would write over what another process
// wrote to the same output.
// file: Its descriptor.
internal sealed class OpenFile(int file)
{
    // Writes all; waits where a pipe is full, and is content where its reader went.
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
