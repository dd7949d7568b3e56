using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Opens a folder name by name: an unprivileged user may have placed symbolic links on its path to lead root elsewhere.
internal sealed class FolderPath(string path, Func<PathFault, Exception> toException)
{
    // The kernel's own limit for one path; path_resolution(7).
    private const int MaxLinks = 40;

    // PATH_MAX in linux/limits.h.
    private const int MaxTarget = 4096;

    private const uint NewFolder = 0b111_101_101;

    // create: Whether to create the missing folders of the path; they belong to the caller.
    // isCallersOwn: Whether only the caller and root can create files in the folder or replace a folder on its path.
    public SafeFileHandle Open(bool create, out bool isCallersOwn)
    {
        using var folder = Walk(create, out isCallersOwn);
        return OpenAt(folder, ".", Libc.OpenReadOnly | Libc.OpenDirectory, out var error) ?? throw Fault(error);
    }

    // Opens the folder only to open names in it, which needs no permission to read it.
    public SafeFileHandle Walk(bool create, out bool isCallersOwn)
    {
        var names = new Stack<string>(Reversed(path));
        var links = 0;
        isCallersOwn = true;
        var folder = OpenRoot();
        try
        {
            while (names.TryPop(out var name))
            {
                var next = create
                    ? OpenOrCreate(folder, name, isLast: names.Count == 0)
                    : OpenNext(folder, name, out var missing) ?? throw Fault(missing);
                var status = FileStatus.Read(next, out var error);
                if (error == 0 && !status.IsLink)
                {
                    isCallersOwn &= IsCallersOwn(status);
                    folder.Dispose();
                    folder = next;
                    continue;
                }

                using (next)
                {
                    Check(error);
                    if (++links > MaxLinks)
                        throw Fault(Errno.LinkLoop);
                    var target = ReadTrustedLink(folder, next, name);
                    foreach (var part in Reversed(target))
                        names.Push(part);
                    if (!target.StartsWith('/'))
                        continue;
                    folder.Dispose();
                    folder = OpenRoot();
                }
            }

            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    // Whether only the caller and root can create files in the folder, or replace those of the caller.
    public static bool IsCallersOwn(FileStatus folder) =>
        IsOwned(folder) && (!folder.IsWritableByOthers || folder.IsSticky);

    private static IEnumerable<string> Reversed(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse();

    // Returns: why the folder could not be created; 0 when it was, or when something has its name.
    private int Create(SafeFileHandle folder, string name, bool isLast)
    {
        if (Libc.MkdirAt(folder.Number(), name, NewFolder) != 0)
            return Errno.Last == Errno.Exists ? 0 : Errno.Last;
        if (!isLast && FolderSync.Sync(folder.Number(), ".") is not (0 or Errno.Denied) and var error)
            throw Fault(error);
        return 0;
    }

    // Opens it first, because it usually exists.
    private SafeFileHandle OpenOrCreate(SafeFileHandle folder, string name, bool isLast)
    {
        var next = OpenNext(folder, name, out var error);
        if (next is not null)
            return next;
        if (error != Errno.NotFound)
            throw Fault(error);
        var uncreated = Create(folder, name, isLast); // says more than that it is missing
        return OpenNext(folder, name, out error)
            ?? throw Fault(error == Errno.NotFound && uncreated != 0 ? uncreated : error);
    }

    private static SafeFileHandle? OpenNext(SafeFileHandle folder, string name, out int error) =>
        OpenAt(folder, name, Libc.OpenPathOnly | Libc.OpenNoFollow, out error);

    private SafeFileHandle OpenRoot() =>
        OpenAt(null, "/", Libc.OpenPathOnly | Libc.OpenDirectory, out var error)
            ?? throw toException(new PathFault("/", Errno.Words(error), error));

    private static SafeFileHandle? OpenAt(SafeFileHandle? folder, string name, int flags, out int error)
    {
        var number = Libc.OpenAt(folder?.Number() ?? -1, name, flags | Libc.OpenCloseOnExec, 0);
        error = number < 0 ? Errno.Last : 0;
        return number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);
    }

    // Follows the administrator's links (/home -> /data/home), but none in a folder that others can write to.
    private string ReadTrustedLink(SafeFileHandle folder, SafeFileHandle link, string name)
    {
        var status = FileStatus.Read(folder, out var error);
        Check(error);
        if (!IsOwned(status) || status.IsWritableByOthers)
            throw toException(new PathFault(path, Errno.IsALink, Link: name));
        Span<byte> buffer = stackalloc byte[MaxTarget];
        var length = Libc.ReadLinkAt(link.Number(), "", buffer, MaxTarget);
        if (length <= 0)
            throw Fault(length < 0 ? Errno.Last : Errno.NotFound);
        return Encoding.UTF8.GetString(buffer[..(int)length]);
    }

    private static bool IsOwned(FileStatus folder) => folder.Owner == 0 || folder.Owner == Libc.EffectiveUser();

    private void Check(int error)
    {
        if (error != 0)
            throw Fault(error);
    }

    private Exception Fault(int error) => toException(new PathFault(path, Errno.Words(error), error));
}
