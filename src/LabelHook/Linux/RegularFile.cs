using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Opens a path that may not be a regular file: does not block on a FIFO, and does not read a device.
internal static class RegularFile
{
    // folder: The base of a relative name.
    // flags: Additional flags, such as O_NOFOLLOW.
    // errno: The kernel's error number; 0 if the file is not a regular one.
    // Returns: null when the file cannot be read.
    public static SafeFileHandle? Open(int folder, string name, int flags, out int errno)
    {
        errno = 0;
        flags |= Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(folder, name, flags, 0);
        if (number < 0)
        {
            errno = Errno.Last;
            return null;
        }

        var file = new SafeFileHandle(number, ownsHandle: true);
        if (Libc.Statx(number, "", Libc.AtEmptyPath, FileStatus.BasicStats, out var status) == 0 && status.IsRegular)
            return file;
        file.Dispose();
        return null;
    }

    public static string Words(int errno) => errno switch
    {
        0 => "it is not a regular file",
        Errno.NoDevice => "it is a socket",
        Errno.LinkLoop => Errno.IsALink,
        _ => Errno.Words(errno),
    };
}
