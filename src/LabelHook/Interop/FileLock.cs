using Microsoft.Win32.SafeHandles;

namespace LabelHook.Interop;

/// <summary>
/// An flock(2) on an open file, waited for in the kernel's queue: first come, first served, without polling.
/// The lock goes with its process, however that ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly SafeFileHandle _file;

    private FileLock(SafeFileHandle file) => _file = file;

    /// <param name="file">The file; it is the lock's from then on, and closed by it.</param>
    /// <param name="wait">How long others may keep the lock.</param>
    /// <returns><see langword="null"/> when others kept it for all that time.</returns>
    public static FileLock? Take(SafeFileHandle file, TimeSpan wait)
    {
        if (Libc.Flock(file.Number(), Libc.LockExclusive | Libc.LockNonBlocking) == 0)
            return new FileLock(file);

        // flock has no time limit of its own: a thread waits in the queue, and is left behind with its descriptor when the time is over.
        var taken = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = new Thread(() =>
        {
            int result;
            do
                result = Libc.Flock(file.Number(), Libc.LockExclusive);
            while (result != 0 && Errno.Last == Errno.Interrupted);
            if (!taken.TrySetResult(result == 0))
                file.Dispose();
        }) { IsBackground = true, Name = "flock" };
        waiting.Start();
        if (!taken.Task.Wait(wait))
            taken.TrySetResult(false);
        return taken.Task.Result ? new FileLock(file) : null;
    }

    /// <summary>Leaves a mark in the file, once. A disk that does not take it takes it from a later run.</summary>
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
}
