using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// An flock(2) on an open file. Waiters queue in the kernel, first come, first served, without polling. The lock ends
// with its process, however that ends.
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    // file: The lock owns and closes it.
    // wait: How long to wait for others to release the lock.
    // error: The kernel's error number; Errno.WouldBlock on a timeout.
    // Returns: null on an error.
    public static FileLock? Take(SafeFileHandle file, TimeSpan wait, out int error)
    {
        error = Libc.Flock(file.Number(), Libc.LockExclusive | Libc.LockNonBlocking) == 0 ? 0 : Errno.Last;
        var waits = error == Errno.WouldBlock && wait > TimeSpan.Zero;
        if (waits)
            error = Wait(file, wait);
        if (error == 0)
            return new FileLock(file);
        if (!waits || error != Errno.WouldBlock)
            file.Dispose();
        return null;
    }

    // Writes a mark to the file, unless it has one. If the disk rejects it, a later run tries again.
    public void Mark(ReadOnlySpan<byte> mark)
    {
        try
        {
            if (RandomAccess.GetLength(_file) == 0)
                RandomAccess.Write(_file, mark, 0);
        }
        catch (IOException)
        {
            // The change that the lock protects has succeeded, so this must not make it fail.
        }
    }

    public void Dispose() => _file.Dispose();

    // flock has no timeout: a thread waits in the queue, and after a timeout it is abandoned and closes the file
    // itself.
    private static int Wait(SafeFileHandle file, TimeSpan wait)
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = new Thread(() =>
        {
            int error;
            do
                error = Libc.Flock(file.Number(), Libc.LockExclusive) == 0 ? 0 : Errno.Last;
            while (error == Errno.Interrupted);
            if (!ended.TrySetResult(error))
                file.Dispose();
        })
        { IsBackground = true, Name = "flock" };
        waiting.Start();
        if (!ended.Task.Wait(wait))
            ended.TrySetResult(Errno.WouldBlock);
        return ended.Task.Result;
    }
}
