using System.Text;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Host;

// Writes a file that a user names completely, or leaves what was there before.
internal static class OutputFile
{
    // As every program creates a file; the caller's umask restricts it.
    private const int NewFile = 0b110_110_110;

    // Throws: the file cannot be written.
    public static void Write(string path, string content)
    {
        LabelHookException refused(string reason) => new(HostProblems.OutputFile(path, reason));
        var full = Path.GetFullPath(path);
        var name = Path.GetFileName(full);
        if (name.Length == 0)
            throw refused(Errno.Words(Errno.IsAFolder));
        using var folder = Open(Libc.CurrentFolder, Path.GetDirectoryName(full)!, Libc.OpenDirectory, out var error)
            ?? throw refused(Errno.Words(error));
        var old = ReadProperties(folder, name, refused);
        var temporary = $".{Guid.NewGuid():N}.labelhook";
        var bytes = Encoding.UTF8.GetBytes(content);
        using var file = old is null
            ? FileReplacement.Plain(folder, temporary, bytes, NewFile, refused)
            : FileReplacement.Replacing(old, folder, temporary, bytes, refused);
        file.Sync();
        file.Place(name);
    }

    // Renaming would replace a link instead of its target, so only a regular file is replaced.
    // Returns: null when there is no file.
    private static FileProperties? ReadProperties(
        SafeFileHandle folder, string name, Func<string, LabelHookException> refused)
    {
        using var found = Open(folder.Number(), name, Libc.OpenPathOnly | Libc.OpenNoFollow, out var error);
        if (error == Errno.NotFound)
            return null;
        if (found is null)
            throw refused(Errno.Words(error));
        var status = FileStatus.Read(found, out error);
        if (error != 0)
            throw refused(Errno.Words(error));
        if (status.IsLink)
            throw refused(Errno.IsALink);
        if (status.IsFolder)
            throw refused(Errno.Words(Errno.IsAFolder));
        if (!status.IsRegular)
            throw refused("it is a FIFO, a socket or a device");
        using var file = Open(folder.Number(), name, Libc.OpenNoFollow | Libc.OpenNonBlocking, out error)
            ?? throw refused(Errno.Words(error));
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
