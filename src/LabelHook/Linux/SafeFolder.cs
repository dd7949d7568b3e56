using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// An open folder. It may belong to an unprivileged user who swaps files for links and FIFOs while root works in it.
// Every name is therefore opened relative to the folder, without following links or waiting for a FIFO, and is checked
// before it is used.
internal sealed class SafeFolder : IDisposable
{
    private const int NewFile = 0b110_100_100;

    private readonly Func<PathFault, Exception> _toException;
    private readonly bool _isPathCallersOwn;
    private FileStatus? _status;

    private SafeFolder(
        SafeFileHandle handle, string path, bool isPathCallersOwn, Func<PathFault, Exception> toException)
    {
        _toException = toException;
        _isPathCallersOwn = isPathCallersOwn;
        Handle = handle;
        Path = path;
    }

    public SafeFileHandle Handle { get; }

    public string Path { get; }

    public FileStatus Status => _status ??= StatusOf(Handle, "");

    // Whether only the caller and root can create files in it or replace a folder on its path.
    public bool IsCallersOwn => _isPathCallersOwn && FolderPath.IsCallersOwn(Status);

    // path: Absolute.
    // create: Whether to create the missing folders of the path; they belong to the caller.
    // Throws: what toException returns, when the path is missing, is not a folder, or leads through a symbolic link
    // that an unprivileged user could have placed.
    public static SafeFolder Open(string path, Func<PathFault, Exception> toException, bool create = false)
    {
        var handle = new FolderPath(path, toException).Open(create, out var isCallersOwn);
        return new SafeFolder(handle, path, isCallersOwn, toException);
    }

    // Opens a folder in one that is already open.
    // parent: The folder above it, as FolderPath.Walk opens it.
    // Returns: null when it cannot be opened, or may be a link: Open follows those that it trusts, and says what is wrong.
    public static SafeFolder? TryOpenIn(
        SafeFileHandle parent, bool isParentCallersOwn, string path, Func<PathFault, Exception> toException)
    {
        var flags = Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenNoFollow | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(parent.Number(), System.IO.Path.GetFileName(path), flags, 0);
        if (number < 0)
            return null;
        return new SafeFolder(new SafeFileHandle(number, ownsHandle: true), path, isParentCallersOwn, toException);
    }

    public void Dispose() => Handle.Dispose();

    // Opens an existing file: a regular one without other hard links that belongs to the folder's owner, root or the
    // caller.
    // Returns: null when the file does not exist.
    public SafeFileHandle? OpenFile(string name, out FileStatus status)
    {
        status = default;
        var file = Open(name, Libc.OpenReadOnly | Libc.OpenNoFollow | Libc.OpenNonBlocking, out var error);
        if (file is null)
            return error == Errno.NotFound ? null : throw Fault(name, RegularFile.Words(error), error);
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

    // Opens a file for reading and writing, as OpenFile does; creates it when it does not exist.
    public SafeFileHandle OpenOrCreate(string name, out bool isNew, out FileStatus status)
    {
        const int Flags = Libc.OpenReadWrite | Libc.OpenNonBlocking;
        var created = Open(name, Flags | Libc.OpenCreate | Libc.OpenExclusive, out var error);
        isNew = created is not null;
        if (created is null && error != Errno.Exists)
            throw Fault(name, Errno.Words(error));
        var file = created
            ?? Open(name, Flags | Libc.OpenNoFollow, out error)
            ?? throw Fault(name, RegularFile.Words(error));
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

    // Makes the names in the folder durable.
    // Returns: 0, or the kernel's error number.
    public int Sync() => Libc.Fsync(Handle.Number()) == 0 ? 0 : Errno.Last;

    // Makes names durable that a killed run changed and did not sync.
    // Returns: 0, or the kernel's error number.
    public int SyncFound() => FolderSync.SyncFound(Handle);

    // Makes the folder's own name durable: a run that was killed may have created the folder and not synced it.
    public void SyncName()
    {
        // This process cannot have created a parent that it cannot read.
        if (FolderSync.SyncFound(Handle.Number(), "..") is not (0 or Errno.Denied) and var error)
            throw Fault("", Errno.Words(error), error);
    }

    public Exception Fault(string name, string reason, int error = 0) =>
        _toException(new PathFault(System.IO.Path.Join(Path, name), reason, error));

    private SafeFileHandle? Open(string name, int flags, out int error)
    {
        var number = Libc.OpenAt(Handle.Number(), name, flags | Libc.OpenCloseOnExec, NewFile);
        error = number < 0 ? Errno.Last : 0;
        return number < 0 ? null : new SafeFileHandle(number, ownsHandle: true);
    }

    private FileStatus StatusOf(SafeFileHandle file, string name)
    {
        var status = FileStatus.Read(file, out var error);
        return error == 0 ? status : throw Fault(name, Errno.Words(error), error);
    }

    private FileStatus CheckedStatus(SafeFileHandle file, string name)
    {
        var status = StatusOf(file, name);
        if (status.IsFolder)
            throw Fault(name, Errno.Words(Errno.IsAFolder));
        if (!status.IsRegular)
            throw Fault(name, "it is a FIFO or a device");
        if (status.Links > 1)
            throw Fault(name, "it has another name elsewhere (a hard link)");
        if (status.Owner != 0 && status.Owner != Libc.EffectiveUser() && status.Owner != Status.Owner)
            throw Fault(name, $"it belongs to user {status.Owner}, its folder to user {Status.Owner}");
        return status;
    }
}
