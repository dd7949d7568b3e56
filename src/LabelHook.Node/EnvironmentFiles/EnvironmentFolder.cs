using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

// The folder of an environment file: its lock, and the steps that durably replace a file in it.
internal sealed class EnvironmentFolder : IDisposable
{
    private const uint NewFile = 0b110_100_100;

    // The name of NS8's lock; agent library of ns8-core, where set_env takes flock on it since 3.18.0.
    private const string LockName = ".environment.lock";

    private readonly SafeFolder _folder;

    private EnvironmentFolder(SafeFolder folder) => _folder = folder;

    public SafeFolder Folder => _folder;

    public bool IsCallersOwn => _folder.IsCallersOwn;

    // path: Absolute.
    // create: Whether to create the missing folders of the path; they belong to the caller.
    // Throws: the path is missing, is not a folder, or leads through a link that an unprivileged user could have
    // placed.
    public static EnvironmentFolder Open(string path, bool create = false) =>
        new(SafeFolder.Open(path, ToException, create));

    // neighbours: Opens the folders of many files.
    public static EnvironmentFolder Open(string path, NeighbourFolders neighbours) =>
        new(neighbours.Open(path, ToException));

    public void Dispose() => _folder.Dispose();

    // Returns: null when the file does not exist.
    // Throws: it is not a regular file, has other hard links, or belongs to an unrelated user.
    public SafeFileHandle? OpenFile(string name, out FileStatus status) => _folder.OpenFile(name, out status);

    public FileProperties Properties(SafeFileHandle file, FileStatus status, string name)
    {
        var error = FileProperties.Read(file, status, out var properties);
        if (error != 0)
            throw Unusable(name, $"its attributes cannot be read ({Errno.Words(error)})", error);
        return properties;
    }

    // wait: How long to wait for others to release the lock.
    public FileLock Lock(TimeSpan wait)
    {
        var file = _folder.OpenOrCreate(LockName, out var isNew, out var status);
        try
        {
            // A killed run of root may have left the lock owned by root, so that the module's user cannot open it. A
            // file with content is not a lock, and may hold what the user must not read.
            if (isNew || (status is { Owner: 0, Size: 0 } && Libc.EffectiveUser() == 0))
                GiveToFolderOwner(file, status);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        if (FileLock.Take(file, wait, out var error) is { } taken)
            return taken;
        var path = Path.Join(_folder.Path, LockName);
        throw new LabelHookException(error == Errno.WouldBlock
            ? EnvironmentProblems.Busy(path, wait, LockHolder.Find(path))
            : EnvironmentProblems.Unusable(path, $"it cannot be locked: {Errno.Words(error)}"));
    }

    // Makes the names in the folder durable: a run that was killed may have changed one and not synced it.
    public void SyncFound()
    {
        if (_folder.SyncFound() is not 0 and var error)
            throw Unusable("", Errno.Words(error));
    }

    public void SyncName() => _folder.SyncName();

    // Throws: the kernel would not let the file be replaced or deleted.
    public void RefuseStuck(string name, FileStatus? old)
    {
        if (old is { IsMountPoint: true })
            throw new LabelHookException(EnvironmentProblems.IsMountPoint(Path.Join(_folder.Path, name), _folder.Path));
        if (old is { IsImmutable: true })
            throw Unusable(name, "it is immutable; see chattr(1)");
        if (old is { IsAppendOnly: true })
            throw Unusable(name, "it can only be appended to; see chattr(1)");
        if (_folder.Status.IsImmutable)
            throw Unusable(name, "its folder is immutable; see chattr(1)");
        if (_folder.Status.IsAppendOnly)
            throw Unusable(name, "its folder can only be added to; see chattr(1)");
        if (Libc.AccessAt(_folder.Handle.Number(), ".", Libc.MayWriteAndSearch, 0) != 0)
            throw Unusable(name, $"its folder cannot be written to ({Errno.Words(Errno.Last)})");
    }

    // Writes the replacement next to the old file; only its sync and the rename are left.
    // old: The file that the content was made from; null if there was none.
    public FileReplacement Prepare(string name, ReadOnlySpan<byte> content, FileProperties? old)
    {
        RefuseStuck(name, old?.Status);

        // A fixed name, protected by the lock, so that the next run deletes what a killed run left.
        var temporary = $".{name}.labelhook";
        LabelHookException refused(string reason) => Unusable(name, reason);
        if (old is not null)
            return FileReplacement.Replacing(old, _folder.Handle, temporary, content, refused);
        var (owner, group) = (_folder.Status.Owner, _folder.Status.Group);
        return FileReplacement.New(_folder.Handle, temporary, content, owner, group, NewFile, refused);
    }

    // Replaces the old file; SyncChange makes it durable.
    // Returns: false when another process changed the file meanwhile.
    public bool Place(FileReplacement replacement, string name, FileProperties? old)
    {
        using (var now = OpenFile(name, out var status))
        {
            var isUnchanged = now is null ? old is null : old is not null && status.IsSameAs(old.Status);
            if (!isUnchanged)
                return false;
        }

        replacement.Place(name);
        return true;
    }

    // Deletes the file durably.
    public void Delete(string name, FileStatus old)
    {
        RefuseStuck(name, old);
        if (Libc.UnlinkAt(_folder.Handle.Number(), name, 0) != 0)
            throw Unusable(name, Errno.Words(Errno.Last));
        SyncChange(name);
    }

    // Makes the changed name of a file durable.
    public void SyncChange(string name)
    {
        if (_folder.Sync() is not 0 and var error)
        {
            var unsynced = Unusable(name, $"its folder cannot be synced ({Errno.Words(error)})");
            throw new LabelHookException(EnvironmentProblems.AfterFileChange(unsynced.Problem));
        }
    }

    private void GiveToFolderOwner(SafeFileHandle file, FileStatus status)
    {
        var (owner, group) = (_folder.Status.Owner, _folder.Status.Group);
        if ((status.Owner, status.Group) != (owner, group) && Libc.Fchown(file.Number(), owner, group) != 0)
            throw Unusable(LockName, $"its owner cannot be kept ({Errno.Words(Errno.Last)})");
    }

    private LabelHookException Unusable(string name, string reason, int error = 0) =>
        ToException(new PathFault(Path.Join(_folder.Path, name), reason, error));

    private static LabelHookException ToException(PathFault fault) => new(fault.Link is { } link
        ? EnvironmentProblems.PathIsLink(fault.Path, link)
        : EnvironmentProblems.Unusable(fault.Path, fault.Reason, fault.Error));
}
