using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// The name of a new file is durable only after its folder is synced; .NET has no method for that.
internal static class FolderSync
{
    private const uint NewFolder = 0b111_111_111;

    // folder: An open folder; the name is relative to it.
    // name: The folder to sync.
    // Returns: 0, or the kernel's error number.
    public static int Sync(int folder, string name)
    {
        var number = Libc.OpenAt(folder, name, Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenCloseOnExec, 0);
        if (number < 0)
            return Errno.Last;
        using var handle = new SafeFileHandle(number, ownsHandle: true);
        return Libc.Fsync(number) == 0 ? 0 : Errno.Last;
    }

    // Makes names durable that this process did not change: a run that was killed may have changed them and not synced
    // them. Folders that have not changed since they were last synced are not synced again.
    // Returns: 0, or the kernel's error number.
    public static int SyncFound(int folder, string name)
    {
        var number = Libc.OpenAt(folder, name, Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenCloseOnExec, 0);
        if (number < 0)
            return Errno.Last;
        using var handle = new SafeFileHandle(number, ownsHandle: true);
        return SyncFound(handle);
    }

    // folder: An open folder.
    public static int SyncFound(SafeFileHandle folder)
    {
        var status = FileStatus.Read(folder, out var unknown);
        if (unknown == 0 && SyncedFolders.Contains(status))
            return 0;
        if (Libc.Fsync(folder.Number()) != 0)
            return Errno.Last;
        if (unknown == 0)
            SyncedFolders.Add(status);
        return 0;
    }

    // Creates a folder and its missing parents with durable names; syncs also the name of an existing folder, because a
    // killed run may have created it.
    // isMade: Whether the folder exists; an error is then that of the sync.
    // Returns: 0, or the kernel's error number.
    public static int MakeFolder(string path, out bool isMade)
    {
        isMade = true;
        if (Path.GetDirectoryName(path) is not { } above)
            return 0;
        var found = FileStatus.Read(path, out var status);
        if (found == 0 && status.IsFolder)
        {
            // The parent may be unreadable, or on a file system without sync.
            _ = Sync(Libc.CurrentFolder, above);
            return 0;
        }

        isMade = false;
        if (found != Errno.NotFound)
            return found == 0 ? Errno.NotAFolder : found;
        var error = MakeFolder(above, out var isMadeAbove);
        if (!isMadeAbove)
            return error;
        if (Libc.MkdirAt(Libc.CurrentFolder, path, NewFolder) != 0 && Errno.Last != Errno.Exists)
            return Errno.Last;
        isMade = true;
        return error == 0 ? Sync(Libc.CurrentFolder, above) : error;
    }
}
