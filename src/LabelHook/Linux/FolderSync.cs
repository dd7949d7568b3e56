using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// What was made in a folder has its name for good when the folder itself was synced; .NET has no call for that.
internal static class FolderSync
{
    private const uint NewFolder = 0b111_111_111;

    // folder: An open folder that the name is relative to.
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

    // Makes a folder and what is missing above it, all with names for good; also those that a killed run made just
    // before.
    // isMade: Whether the folder is there, and an error is that of syncing its name.
    // Returns: 0, or the kernel's error number.
    public static int MakeFolder(string path, out bool isMade)
    {
        isMade = true;
        if (Path.GetDirectoryName(path) is not { } above)
            return 0;
        var found = FileStatus.Read(path, out var status);
        if (found == 0 && status.IsFolder)
        {
            // The folder above may be on a file system that cannot be synced, or not readable.
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
