using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

// The folder of an environment file, held open. It may belong to an unprivileged module user who swaps files for links
// and FIFOs while root works in it, so every name is opened relative to the folder, follows no link, never waits for a
// FIFO, and is looked at before it is used.
internal sealed class EnvironmentFolder : IDisposable
{
    private const uint NewFile = 0b110_100_100;

    private readonly SafeFileHandle _folder;
    private readonly string _path;
    private readonly FileStatus _status;

    private EnvironmentFolder(SafeFileHandle folder, string path, bool isCallersOwn)
    {
        _folder = folder;
        _path = path;
        _status = Status(folder);
        IsCallersOwn = isCallersOwn;
    }

    // Whether only the caller and root can put a file into it, or another folder into the place of one on the way to
    // it.
    public bool IsCallersOwn { get; }

    // path: The folder's absolute path.
    // make: Whether what is missing of the path is made, as the caller's own.
    // Throws: it is missing, no folder, or behind a link that an unprivileged user could have placed.
    public static EnvironmentFolder Open(string path, bool make = false)
    {
        var folder = FolderPath.Open(path, make, out var isCallersOwn);
        try
        {
            return new EnvironmentFolder(folder, path, isCallersOwn);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Dispose();

    // Opens a file that is there: a regular one with one name, of the folder's owner, of root, or the caller's own.
    // Returns: null when there is no such file.
    public SafeFileHandle? OpenFile(string name, out FileStatus status)
    {
        status = default;
        var file = OpenAt(name, Libc.OpenReadOnly | Libc.OpenNoFollow | Libc.OpenNonBlocking, out var error);
        if (file is null)
            return error == Errno.NotFound ? null : throw Refused(name, OpenWords(error), error);
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

    // What a file has besides its content.
    public FileProperties Properties(SafeFileHandle file, FileStatus status, string name)
    {
        var error = FileProperties.Read(file, status, out var properties);
        return error == 0 ? properties : throw Refused(name, $"its attributes cannot be read ({Errno.Words(error)})", error);
    }

    // Waits for NS8's lock of the environment file, at most so long.
    // Returns: the lock; disposing of it gives it back.
    public FileLock Lock(TimeSpan wait)
    {
        const string Name = ".environment.lock"; // ns8-core, agent library: set_env takes flock on it since 3.18.0
        const int Flags = Libc.OpenReadWrite | Libc.OpenNonBlocking;
        var made = OpenAt(Name, Flags | Libc.OpenCreate | Libc.OpenExclusive, out var unmade);
        if (made is null && unmade != Errno.Exists)
            throw Refused(Name, Errno.Words(unmade));
        var file = made ?? OpenAt(Name, Flags | Libc.OpenNoFollow, out unmade) ?? throw Refused(Name, OpenWords(unmade));
        try
        {
            // A killed run of root's may have left the lock root's own, and the module's user cannot open it. What is not empty is
            // no lock of ours, and may hold what the user must not read.
            var status = CheckedStatus(file, Name);
            if (made is not null || (status is { Owner: 0, Size: 0 } && Libc.EffectiveUser() == 0))
                GiveLock(file, Name, status);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return FileLock.Take(file, wait, out var error) ?? throw new LabelHookException(error == Errno.WouldBlock
            ? EnvironmentProblems.EnvironmentBusy(Path.Join(_path, Name), wait, LockHolder.Of(Path.Join(_path, Name)))
            : EnvironmentProblems.EnvironmentPath(Path.Join(_path, Name), $"it cannot be locked: {Errno.Words(error)}"));
    }

    // Makes sure of the names in it as they are: a run that was killed may have changed one, and not synced it.
    public void Keep()
    {
        if (Libc.Fsync(_folder.Number()) != 0)
            throw Refused("", Errno.Words(Errno.Last));
    }

    // Makes sure of the folder's own name, which a run may have made that was killed before it could.
    public void KeepName() => FolderPath.Sync(_folder, "..", _path);

    // Refuses to replace or delete what the kernel would not let go.
    public void RefuseStuck(string name, FileStatus? old)
    {
        if (old is { IsMountPoint: true })
            throw new LabelHookException(EnvironmentProblems.EnvironmentIsMountPoint(Path.Join(_path, name), _path));
        if (old is { IsImmutable: true } or { IsAppendOnly: true })
            throw Refused(name, old.Value.IsImmutable ? "it is immutable; see chattr(1)" : "it can only be appended to; see chattr(1)");
        if (_status.IsImmutable || _status.IsAppendOnly)
            throw Refused(name, _status.IsImmutable ? "its folder is immutable; see chattr(1)" : "its folder can only be added to; see chattr(1)");
        if (Libc.AccessAt(_folder.Number(), ".", Libc.MayWriteAndSearch, 0) != 0)
            throw Refused(name, $"its folder cannot be written to ({Errno.Words(Errno.Last)})");
    }

    // Writes what is to take the place of the old file: all but the last step of what survives a power cut.
    // old: What was there when the content was made; null when nothing was.
    public FileReplacement Prepare(string name, ReadOnlySpan<byte> content, FileProperties? old)
    {
        RefuseStuck(name, old?.Status);
        var temporary = $".{name}.labelhook"; // one name under the lock: what a killed run left is cleared away by the next
        LabelHookException refused(string reason) => Refused(name, reason);
        return old is null
            ? FileReplacement.New(_folder, temporary, content, _status.Owner, _status.Group, NewFile, refused)
            : FileReplacement.Of(old, _folder, temporary, content, refused);
    }

    // Puts the new file in the place of the old one, and makes sure of it.
    // Returns: whether it was done: not when somebody else changed the file since.
    public bool Place(FileReplacement replacement, string name, FileProperties? old)
    {
        using (var now = OpenFile(name, out var status))
        {
            if (now is null ? old is not null : old is null || !status.IsSameAs(old.Status))
                return false;
        }

        replacement.Place(name);
        Sync(name);
        return true;
    }

    // Takes a file away for good.
    public void Delete(string name, FileStatus old)
    {
        RefuseStuck(name, old);
        if (Libc.UnlinkAt(_folder.Number(), name, 0) != 0)
            throw Refused(name, Errno.Words(Errno.Last));
        Sync(name);
    }

    private SafeFileHandle? OpenAt(string name, int flags, out int error)
    {
        var number = Libc.OpenAt(_folder.Number(), name, flags | Libc.OpenCloseOnExec, (int)NewFile);
        error = number < 0 ? Errno.Last : 0;
        return number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);
    }

    private static string OpenWords(int error) => error switch
    {
        Errno.NoDevice => "it is a socket",
        Errno.LinkLoop => Errno.IsALink,
        _ => Errno.Words(error),
    };

    private FileStatus Status(SafeFileHandle file)
    {
        var status = FileStatus.Of(file, out var error);
        return error == 0 ? status : throw Refused("", Errno.Words(error), error);
    }

    private FileStatus CheckedStatus(SafeFileHandle file, string name)
    {
        var status = Status(file);
        if (status.IsFolder)
            throw Refused(name, Errno.Words(Errno.IsAFolder));
        if (!status.IsRegular)
            throw Refused(name, "it is a FIFO or a device");
        if (status.Links > 1)
            throw Refused(name, "it has another name elsewhere (a hard link)");
        if (status.Owner != _status.Owner && status.Owner != 0 && status.Owner != Libc.EffectiveUser())
            throw Refused(name, $"it belongs to user {status.Owner}, its folder to user {_status.Owner}");
        return status;
    }

    private void GiveLock(SafeFileHandle file, string name, FileStatus status)
    {
        if ((status.Owner != _status.Owner || status.Group != _status.Group) && Libc.Fchown(file.Number(), _status.Owner, _status.Group) != 0)
            throw Refused(name, $"its owner cannot be kept ({Errno.Words(Errno.Last)})");
    }

    private void Sync(string name)
    {
        if (Libc.Fsync(_folder.Number()) is not 0)
            throw new LabelHookException(EnvironmentProblems.EnvironmentChanged(Refused(name, $"its folder cannot be synced ({Errno.Words(Errno.Last)})").Problem));
    }

    private LabelHookException Refused(string name, string reason, int error = 0) => new(EnvironmentProblems.EnvironmentPath(Path.Join(_path, name), reason, error));
}
