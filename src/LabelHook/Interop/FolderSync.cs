using Microsoft.Win32.SafeHandles;

namespace LabelHook.Interop;

/// <summary>What was made in a folder has its name for good when the folder itself was synced; .NET has no call for that.</summary>
internal static class FolderSync
{
    /// <param name="folder">An open folder that the name is relative to.</param>
    /// <param name="name">The folder to sync.</param>
    /// <returns>0, or the kernel's error number.</returns>
    public static int Of(int folder, string name)
    {
        var number = Libc.OpenAt(folder, name, Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenCloseOnExec, 0);
        if (number < 0)
            return Errno.Last;
        using var handle = new SafeFileHandle(number, ownsHandle: true);
        return Libc.Fsync(number) == 0 ? 0 : Errno.Last;
    }

    /// <summary>Makes a folder and what is missing above it, all with names for good; also those that a killed run made just before.</summary>
    /// <returns>0, or the kernel's error number.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static int Make(string path)
    {
        if (Path.GetDirectoryName(path) is not { } above)
            return 0;
        if (Directory.Exists(path))
        {
            // A folder of somebody else's may lie on a file system that cannot be synced, or that we may not read.
            _ = Of(Libc.CurrentFolder, above);
            return 0;
        }

        var error = Make(above);
        Directory.CreateDirectory(path);
        return error == 0 ? Of(Libc.CurrentFolder, above) : error;
    }
}
