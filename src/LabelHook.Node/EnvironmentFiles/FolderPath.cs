using System.Text;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

// The way to the folder of an environment file, name by name: an unprivileged user may have placed links on it to lead
// root elsewhere.
internal static class FolderPath
{
    // The kernel's own limit for one path; path_resolution(7).
    private const int MaxLinks = 40;

    // Longest target of a link; PATH_MAX in linux/limits.h.
    private const int MaxTarget = 4096;

    private const uint NewFolder = 0b111_101_101;

    // path: The folder's absolute path.
    // make: Whether what is missing of the path is made, as the caller's own.
    // isCallersOwn: Whether only the caller and root can put a file into it, or another folder into the place of one on
    // the way.
    // Throws: it is missing, no folder, or behind a link that an unprivileged user could have placed.
    public static SafeFileHandle Open(string path, bool make, out bool isCallersOwn)
    {
        var names = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var links = 0;
        isCallersOwn = true;
        var folder = OpenRoot();
        try
        {
            while (names.TryPop(out var name))
            {
                var unmade = make ? Make(folder, name, isLast: names.Count == 0, path) : 0;
                var next = OpenNext(folder, name, path, unmade);
                var status = FileStatus.Of(next, out var error);
                if (error == 0 && !status.IsLink)
                {
                    isCallersOwn &= IsOwned(status) && (!status.IsWritableByOthers || status.IsSticky);
                    folder.Dispose();
                    folder = next;
                    continue;
                }

                // Links of the administrator's (/home -> /data/home) are followed; one in a folder that others may write to is not.
                using (next)
                {
                    Check(error, path);
                    if (!IsTrusted(folder, path))
                        throw new LabelHookException(EnvironmentProblems.EnvironmentPathIsLink(path, name));
                    if (++links > MaxLinks)
                        throw Refused(path, Errno.LinkLoop);
                    var target = ReadLink(next, path);
                    foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                        names.Push(part);
                    if (!target.StartsWith('/'))
                        continue;
                    folder.Dispose();
                    folder = OpenRoot();
                }
            }

            return OpenAt(folder, ".", Libc.OpenReadOnly | Libc.OpenDirectory, out var unopened) ?? throw Refused(path, unopened);
        }
        finally
        {
            folder.Dispose();
        }
    }

    // Makes sure of a folder's name, where we may read the folder above it: what we may not read was not made by us.
    public static void Sync(SafeFileHandle folder, string name, string path)
    {
        if (FolderSync.Of(folder.Number(), name) is var error and not Errno.Denied)
            Check(error, path);
    }

    // Returns: why the folder could not be made; 0 when it was, or something of that name is there.
    private static int Make(SafeFileHandle folder, string name, bool isLast, string path)
    {
        if (Libc.MkdirAt(folder.Number(), name, NewFolder) != 0)
            return Errno.Last == Errno.Exists ? 0 : Errno.Last;
        if (!isLast)
            Sync(folder, ".", path);
        return 0;
    }

    // unmade: Why it could not be made, which says more than that it is missing.
    private static SafeFileHandle OpenNext(SafeFileHandle folder, string name, string path, int unmade) =>
        OpenAt(folder, name, Libc.OpenPathOnly | Libc.OpenNoFollow, out var error)
            ?? throw Refused(path, error == Errno.NotFound && unmade != 0 ? unmade : error);

    private static SafeFileHandle OpenRoot() => OpenAt(null, "/", Libc.OpenPathOnly | Libc.OpenDirectory, out var error) ?? throw Refused("/", error);

    private static SafeFileHandle? OpenAt(SafeFileHandle? folder, string name, int flags, out int error)
    {
        var number = Libc.OpenAt(folder?.Number() ?? -1, name, flags | Libc.OpenCloseOnExec, 0);
        error = number < 0 ? Errno.Last : 0;
        return number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);
    }

    private static bool IsTrusted(SafeFileHandle folder, string path)
    {
        var status = FileStatus.Of(folder, out var error);
        Check(error, path);
        return IsOwned(status) && !status.IsWritableByOthers;
    }

    private static bool IsOwned(FileStatus folder) => folder.Owner == 0 || folder.Owner == Libc.EffectiveUser();

    private static string ReadLink(SafeFileHandle link, string path)
    {
        Span<byte> buffer = stackalloc byte[MaxTarget];
        var length = Libc.ReadLinkAt(link.Number(), "", buffer, MaxTarget);
        return length > 0 ? Encoding.UTF8.GetString(buffer[..(int)length]) : throw Refused(path, length < 0 ? Errno.Last : Errno.NotFound);
    }

    private static void Check(int error, string path)
    {
        if (error != 0)
            throw Refused(path, error);
    }

    private static LabelHookException Refused(string path, int error) => new(EnvironmentProblems.EnvironmentPath(path, Errno.Words(error), error));
}
