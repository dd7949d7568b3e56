namespace LabelHook.Linux;

/// <summary>
/// Writes to what is open already. .NET's own console starts a thread at the first write, and greets terminals with what switches their keys; its files
/// write at places that they count themselves, and would write over what another process wrote to the same output.
/// </summary>
/// <param name="file">Its descriptor.</param>
internal sealed class OpenFile(int file)
{
    /// <summary>Writes all; waits where a pipe is full, and is content where its reader went.</summary>
    /// <returns>0, or the kernel's error number.</returns>
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
