using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Opens what may be anything under the name of a file: a FIFO is not waited for, a device is not read.
internal static class RegularFile
{
    // folder: Where a relative name starts.
    // flags: For instance not to follow a link.
    // trouble: The error's number; 0 where the file was opened and is no regular one.
    // Returns: null when there is none that can be read.
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
