using System.Text;
using LabelHook.Interop;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

/// <summary>
/// The folder of an environment file, held open. It may belong to an unprivileged module user who swaps files for links and FIFOs
/// while root works in it, so every name is opened relative to the folder, follows no link, never waits for a FIFO, and is looked at
/// before it is used.
/// </summary>
internal sealed class EnvironmentFolder : IDisposable
{
    /// <summary>The kernel's own limit for one path; path_resolution(7).</summary>
    private const int MaxLinks = 40;

    /// <summary>Longest target of a link; PATH_MAX in linux/limits.h.</summary>
    private const int MaxTarget = 4096;

    private readonly SafeFileHandle _folder;
    private readonly string _path;
    private readonly FileStatus _status;

    private EnvironmentFolder(SafeFileHandle folder, string path, bool isCallersOwn)
    {
        _folder = folder;
        _path = path;
        _status = Status(folder, path);
        IsCallersOwn = isCallersOwn;
    }

    /// <summary>Whether only the caller and root can put a file into it, or another folder into the place of one on the way to it.</summary>
    public bool IsCallersOwn { get; }

    /// <param name="path">The folder's absolute path.</param>
    /// <param name="make">Whether what is missing of the path is made, as the caller's own.</param>
    /// <exception cref="LabelHookException">It is missing, no folder, or behind a link that an unprivileged user could have placed.</exception>
    public static EnvironmentFolder Open(string path, bool make = false)
    {
        var names = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var links = 0;
        var isCallersOwn = true;
        var folder = OpenRoot();
        try
        {
            while (names.TryPop(out var name))
            {
                if (make && Libc.MkdirAt(folder.Number(), name, 0b111_101_101) == 0 && names.Count > 0)
                    Sync(folder, ".", path);
                var next = OpenAt(folder, name, Libc.OpenPathOnly | Libc.OpenNoFollow, path);
                var status = Status(next, path);
                if (!status.IsLink)
                {
                    isCallersOwn &= IsOwned(status) && (!status.IsWritableByOthers || status.IsSticky);
                    folder.Dispose();
                    folder = next;
                    continue;
                }

                // Links of the administrator's (/home -> /data/home) are followed; one in a folder that others may write to is not.
                using (next)
                {
                    if (!IsTrusted(Status(folder, path)))
                        throw new LabelHookException(Problems.EnvironmentPathIsLink(path, name));
                    if (++links > MaxLinks)
                        throw new LabelHookException(Problems.EnvironmentPath(path, Errno.Words(Errno.LinkLoop)));
                    var target = ReadLink(next, path);
                    foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                        names.Push(part);
                    if (!target.StartsWith('/'))
                        continue;
                    folder.Dispose();
                    folder = OpenRoot();
                }
            }

            return new EnvironmentFolder(OpenAt(folder, ".", Libc.OpenReadOnly | Libc.OpenDirectory, path), path, isCallersOwn);
        }
        finally
        {
            folder.Dispose();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Opens a file that is there: a regular one with one name, of the folder's owner, of root, or the caller's own.</summary>
    /// <returns><see langword="null"/> when there is no such file.</returns>
    public SafeFileHandle? OpenFile(string name, out FileStatus status)
    {
        status = default;
        var file = Handle(Libc.OpenAt(_folder.Number(), name, Libc.OpenReadOnly | Libc.OpenNoFollow | Libc.OpenNonBlocking | Libc.OpenCloseOnExec, 0));
        if (file is null)
            return Errno.Last == Errno.NotFound ? null : throw Refused(name, Errno.Last == Errno.NoDevice ? "it is a socket" : Errno.Words(Errno.Last));
        try
        {
            status = CheckedStatus(file, name);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Waits for NS8's lock of the environment file, at most so long.</summary>
    /// <returns>The lock; disposing of it gives it back.</returns>
    public FileLock Lock(TimeSpan wait)
    {
        const string Name = ".environment.lock"; // ns8-core, agent library: set_env takes flock on it since 3.18.0
        const int Flags = Libc.OpenReadWrite | Libc.OpenNonBlocking | Libc.OpenCloseOnExec;
        var made = Handle(Libc.OpenAt(_folder.Number(), Name, Flags | Libc.OpenCreate | Libc.OpenExclusive, 0b110_100_100));
        if (made is null && Errno.Last != Errno.Exists)
            throw Refused(Name, Errno.Words(Errno.Last));
        var file = made ?? Handle(Libc.OpenAt(_folder.Number(), Name, Flags | Libc.OpenNoFollow, 0))
            ?? throw Refused(Name, Errno.Last == Errno.NoDevice ? "it is a socket" : Errno.Words(Errno.Last));
        try
        {
            // A killed run of root's may have left the lock root's own, and the module's user cannot open it. What is not empty is
            // no lock of ours, and may hold what the user must not read.
            var status = CheckedStatus(file, Name);
            if (made is not null || (status is { Owner: 0, Size: 0 } && Libc.EffectiveUser() == 0))
                GiveTo(file, Name, _status.Owner, _status.Group);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return FileLock.Take(file, wait, out var error) ?? throw new LabelHookException(error == Errno.WouldBlock
            ? Problems.EnvironmentBusy(Path.Join(_path, Name), wait, LockHolder.Of(Path.Join(_path, Name)))
            : Problems.EnvironmentPath(Path.Join(_path, Name), $"it cannot be locked: {Errno.Words(error)}"));
    }

    /// <summary>Makes sure of the names in it as they are: a run that was killed may have changed one, and not synced it.</summary>
    public void Keep() => Check(Libc.Fsync(_folder.Number()), "");

    /// <summary>Makes sure of the folder's own name, which a run may have made that was killed before it could.</summary>
    public void KeepName() => Sync(_folder, "..", _path);

    /// <summary>
    /// Puts a new file in the place of the old one in one step that survives a power cut: a file beside it, synced, given the old
    /// file's owner and mode, renamed over it, the folder synced.
    /// </summary>
    /// <param name="old">What was there when the content was made; <see langword="null"/> when nothing was.</param>
    /// <returns>Whether it was done: not when somebody else changed the file since.</returns>
    public bool Replace(string name, ReadOnlySpan<byte> content, FileStatus? old)
    {
        var temporary = $".{name}.labelhook"; // one name under the lock: what a killed run left is cleared away by the next
        _ = Libc.UnlinkAt(_folder.Number(), temporary, 0);
        const int Flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenExclusive | Libc.OpenCloseOnExec;
        using var file = Handle(Libc.OpenAt(_folder.Number(), temporary, Flags | Libc.OpenNoFollow, 0b110_000_000)) ?? throw Refused(temporary, Errno.Words(Errno.Last));
        try
        {
            Write(file, content);
            GiveTo(file, name, old?.Owner ?? _status.Owner, old?.Group ?? _status.Group);
            Check(Libc.Fchmod(file.Number(), old?.Permissions ?? 0b110_100_100), name);
            Check(Libc.Fsync(file.Number()), name);
            if (!IsStill(name, old))
            {
                _ = Libc.UnlinkAt(_folder.Number(), temporary, 0);
                return false;
            }

            Check(Libc.RenameAt(_folder.Number(), temporary, _folder.Number(), name), name);
        }
        catch
        {
            _ = Libc.UnlinkAt(_folder.Number(), temporary, 0);
            throw;
        }

        Sync(name);
        return true;
    }

    /// <summary>Takes a file away for good.</summary>
    public void Delete(string name)
    {
        Check(Libc.UnlinkAt(_folder.Number(), name, 0), name);
        Sync(name);
    }

    private static SafeFileHandle OpenRoot() => OpenAt(null, "/", Libc.OpenPathOnly | Libc.OpenDirectory, "/");

    private static SafeFileHandle OpenAt(SafeFileHandle? folder, string name, int flags, string path) =>
        Handle(Libc.OpenAt(folder?.Number() ?? -1, name, flags | Libc.OpenCloseOnExec, 0))
            ?? throw new LabelHookException(Problems.EnvironmentPath(path, Errno.Words(Errno.Last)));

    private static SafeFileHandle? Handle(int number) => number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);

    private static FileStatus Status(SafeFileHandle file, string path) =>
        Libc.Statx(file.Number(), "", Libc.AtEmptyPath, FileStatus.BasicStats, out var status) == 0
            ? status
            : throw new LabelHookException(Problems.EnvironmentPath(path, Errno.Words(Errno.Last)));

    private static void Sync(SafeFileHandle folder, string name, string path)
    {
        // What we may not read was not made by us.
        if (FolderSync.Of(folder.Number(), name) is var error and not 0 and not Errno.Denied)
            throw new LabelHookException(Problems.EnvironmentPath(path, Errno.Words(error)));
    }

    private static bool IsTrusted(FileStatus folder) => IsOwned(folder) && !folder.IsWritableByOthers;

    private static bool IsOwned(FileStatus folder) => folder.Owner == 0 || folder.Owner == Libc.EffectiveUser();

    private static string ReadLink(SafeFileHandle link, string path)
    {
        Span<byte> buffer = stackalloc byte[MaxTarget];
        var length = Libc.ReadLinkAt(link.Number(), "", buffer, MaxTarget);
        return length > 0
            ? Encoding.UTF8.GetString(buffer[..(int)length])
            : throw new LabelHookException(Problems.EnvironmentPath(path, Errno.Words(Errno.Last)));
    }

    private FileStatus CheckedStatus(SafeFileHandle file, string name)
    {
        var status = Status(file, _path);
        if (status.IsFolder)
            throw Refused(name, Errno.Words(Errno.IsAFolder));
        if (!status.IsRegular)
            throw Refused(name, "it is a FIFO or a device");
        if (status.Links > 1)
            throw Refused(name, "it has another name elsewhere (a hard link)");
        if (status.Owner != _status.Owner && status.Owner != 0 && status.Owner != Libc.EffectiveUser())
            throw Refused(name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it belongs to user {status.Owner}, its folder to user {_status.Owner}"));
        return status;
    }

    private bool IsStill(string name, FileStatus? old)
    {
        using var now = OpenFile(name, out var status);
        return now is null ? old is null : old is { } known && status.IsSameAs(known);
    }

    private void Write(SafeFileHandle file, ReadOnlySpan<byte> content)
    {
        try
        {
            RandomAccess.Write(file, content, 0);
        }
        catch (IOException error)
        {
            throw new LabelHookException(Problems.EnvironmentPath(_path, error.Message), error);
        }
    }

    private void GiveTo(SafeFileHandle file, string name, uint owner, uint group)
    {
        var status = Status(file, _path);
        if ((status.Owner != owner || status.Group != group) && Libc.Fchown(file.Number(), owner, group) != 0)
            throw Refused(name, $"its owner cannot be kept ({Errno.Words(Errno.Last)})");
    }

    private void Sync(string name)
    {
        if (Libc.Fsync(_folder.Number()) != 0)
            throw new LabelHookException(Problems.EnvironmentChanged(Refused(name, $"its folder cannot be synced ({Errno.Words(Errno.Last)})").Problem));
    }

    private void Check(int result, string name)
    {
        if (result != 0)
            throw Refused(name, Errno.Words(Errno.Last));
    }

    private LabelHookException Refused(string name, string reason) => new(Problems.EnvironmentPath(Path.Join(_path, name), reason));
}
