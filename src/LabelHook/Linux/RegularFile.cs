using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

/// <summary>Opens what may be anything under the name of a file: a FIFO is not waited for, a device is not read.</summary>
internal static class RegularFile
{
    /// <param name="folder">Where a relative name starts.</param>
    /// <param name="flags">For instance not to follow a link.</param>
    /// <param name="trouble">The error's number; 0 where the file was opened and is no regular one.</param>
    /// <returns><see langword="null"/> when there is none that can be read.</returns>
    public static SafeFileHandle? Open(int folder, string name, int flags, out int trouble)
    {
        trouble = 0;
        var number = Libc.OpenAt(folder, name, Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec | flags, 0);
        if (number < 0)
        {
            trouble = Errno.Last;
            return null;
        }

        var file = new SafeFileHandle(number, ownsHandle: true);
        if (Libc.Statx(number, "", Libc.AtEmptyPath, FileStatus.BasicStats, out var status) == 0 && status.IsRegular)
            return file;
        file.Dispose();
        return null;
    }

    public static string Words(int trouble) => trouble switch
    {
        0 => "it is no regular file",
        Errno.NoDevice => "it is a socket",
        Errno.LinkLoop => Errno.IsALink,
        _ => Errno.Words(trouble),
    };
}
