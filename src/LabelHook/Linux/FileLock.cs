using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// An flock(2) on an open file, waited for in the kernel's queue: first come, first served, without polling. The lock
// goes with its process, however that ends.
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    // file: The file; it is the lock's from then on, and closed by it.
    // wait: How long others may keep the lock.
    // error: Why the kernel gives no lock; Errno.WouldBlock when others kept it for all that time.
    // Returns: null when there is none.
    public static FileLock? Take(SafeFileHandle file, TimeSpan wait, out int error)
    {
        error = Libc.Flock(file.Number(), Libc.LockExclusive | Libc.LockNonBlocking) == 0 ? 0 : Errno.Last;
        if (error == Errno.WouldBlock)
            error = Wait(file, wait);
        if (error == 0)
            return new FileLock(file);
        if (error != Errno.WouldBlock)
            file.Dispose();
        return null;
    }
    // Leaves a mark in the file, once. A disk that does not take it takes it from a later run.
    public void Mark(ReadOnlySpan<byte> mark)
    {
        try
        {
            if (RandomAccess.GetLength(_file) == 0)
                RandomAccess.Write(_file, mark, 0);
        }
        catch (IOException)
        {
            // What the lock guards is done, and must not be called failed.
        }
    }

    public void Dispose() => _file.Dispose();

    // flock has no time limit of its own: a thread waits in the queue, and is left behind with its descriptor when the
    // time is over.
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
        }) { IsBackground = true, Name = "flock" };
        waiting.Start();
        if (!ended.Task.Wait(wait))
            ended.TrySetResult(Errno.WouldBlock);
        return ended.Task.Result;
    }
}
