using System.Text;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Maps;

// A picture on the disk: all of it or, when anything fails, what was there before.
internal static class PictureFile
{
    // What every program gives a new file, less the caller's umask.
    private const int NewFile = 0b110_110_110;

    // Throws: it cannot be written there.
    public static void Write(string path, string content)
    {
        LabelHookException refused(string reason) => new(MapProblems.Picture(path, reason));
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        if (name.Length == 0)
            throw refused(Errno.Words(Errno.IsAFolder));
        using var folder = Open(Libc.CurrentFolder, Path.GetDirectoryName(full)!, Libc.OpenDirectory, out var error) ?? throw refused(Errno.Words(error));
        var old = Old(folder, name, refused);
        var temporary = $".{Guid.NewGuid():N}.labelhook";
        using var picture = old is null
            ? FileReplacement.Plain(folder, temporary, Encoding.UTF8.GetBytes(content), NewFile, refused)
            : FileReplacement.Of(old, folder, temporary, Encoding.UTF8.GetBytes(content), refused);
        picture.Place(name);
    }

    // A new file takes the place of a regular file only; of a link it would take the place too, and not that of its
    // target.
    private static FileProperties? Old(SafeFileHandle folder, string name, Func<string, LabelHookException> refused)
    {
        using var found = Open(folder.Number(), name, Libc.OpenPathOnly | Libc.OpenNoFollow, out var unseen);
        if (unseen == Errno.NotFound)
            return null;
        if (found is null)
            throw refused(Errno.Words(unseen));
        var status = FileStatus.Of(found, out var error);
        if (error != 0)
            throw refused(Errno.Words(error));
        if (status.IsLink)
            throw refused(Errno.IsALink);
        if (!status.IsRegular)
            throw refused(status.IsFolder ? Errno.Words(Errno.IsAFolder) : "it is a FIFO, a socket or a device");
        using var file = Open(folder.Number(), name, Libc.OpenNoFollow | Libc.OpenNonBlocking, out var unread) ?? throw refused(Errno.Words(unread));
        error = FileProperties.Read(file, status, out var properties);
        return error == 0 ? properties : throw refused(Errno.Words(error));
    }

    private static SafeFileHandle? Open(int folder, string name, int flags, out int error)
    {
        var number = Libc.OpenAt(folder, name, flags | Libc.OpenReadOnly | Libc.OpenCloseOnExec, 0);
        error = number < 0 ? Errno.Last : 0;
        return number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);
    }
}
