namespace LabelHook.Acceptance.PowerCuts;

// A disk that does what POSIX promises and nothing more, driven by the system calls of programs in one folder. It
// rejects unknown calls, so that nothing is missed.
public sealed class Disk(string root)
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "access", "chdir", "chmod", "chown", "execve", "faccessat", "faccessat2", "fadvise64", "fchmod", "fchown",
        "fcntl", "fgetxattr", "flistxattr",
        "flock", "fremovexattr", "fsetxattr", "fstat", "fstatfs", "getcwd", "getdents64", "ioctl", "lstat", "mmap",
        "newfstatat", "pread64", "readlink",
        "readlinkat", "stat", "statfs", "statx",
    };

    private readonly Dictionary<int, OpenFile> _open = [];

    public DiskFolder Root { get; } = new();

    // A process starts without open files of the disk.
    public void StartProcess() => _open.Clear();

    // Returns whether a power cut after the call may leave another state than one before it.
    public bool Apply(TracedCall call) => !call.Failed && call.Name switch
    {
        "open" => Open(call, call.Path(0), call.Arguments[1]),
        "openat" => Open(call, call.PathAt(0), call.Arguments[2]),
        "close" => _open.Remove(call.Descriptor(0)) && false,
        "read" => Move(call, position => position + call.Result),
        "lseek" => Move(call, _ => call.Result),
        "write" => Write(call, null),
        "pwrite64" => Write(call, call.Number(3)),
        "ftruncate" => Of(call) is { } file && Did(() => file.File.SetLength(call.Number(1))),
        "fsync" or "fdatasync" => Sync(call),
        "syncfs" => call.Touches(root) && Did(() => SyncAll(Root)),
        "mkdir" => Put(call.Path(0), new DiskFolder()),
        "mkdirat" => Put(call.PathAt(0), new DiskFolder()),
        "rmdir" or "unlink" => Put(call.Path(0), null),
        "unlinkat" => Put(call.PathAt(0), null),
        "rename" => Rename(call.Path(0), call.Path(1)),
        "renameat" or "renameat2" => Rename(call.PathAt(0), call.PathAt(2)),
        _ => Ignore(call),
    };

    public IDiskEntry? Find(string path) => IsOurs(path)
        ? Path.GetRelativePath(root, path).Split('/').Where(name => name != ".")
            .Aggregate((IDiskEntry?)Root, (entry, name) => (entry as DiskFolder)?[name])
        : null;

    private static bool Did(Action action)
    {
        action();
        return true;
    }

    private bool IsOurs(string path) => path == root || path.StartsWith(root + "/", StringComparison.Ordinal);

    private bool Open(TracedCall call, string path, string flags)
    {
        if (!IsOurs(path))
            return false;
        var entry = Find(path);
        var isNew = entry is null && flags.Contains("O_CREAT", StringComparison.Ordinal) && Put(
            path, entry = new DiskFile());
        if (entry is null
            || flags.Contains("O_TMPFILE", StringComparison.Ordinal)
            || flags.Contains("O_APPEND", StringComparison.Ordinal))
            throw Unknown(call);
        if (entry is not DiskFile file)
            return false;
        _open[(int)call.Result] = new OpenFile(file);
        return (flags.Contains("O_TRUNC", StringComparison.Ordinal) && file
            .Now().Length > 0 && Did(() => file.SetLength(0))) || isNew;
    }

    private bool Move(TracedCall call, Func<long, long> move)
    {
        if (Of(call) is { } file)
            file.Position = move(file.Position);
        return false;
    }

    private bool Write(TracedCall call, long? offset)
    {
        if (Of(call) is not { } file || call.Result == 0)
            return false;
        file.File.Write(offset ?? file.Position, call.Data(1)[..(int)call.Result]);
        file.Position += offset is null ? call.Result : 0;
        return true;
    }

    private bool Sync(TracedCall call)
    {
        var entry = Of(call)?.File ?? (call.DescriptorPath(0) is { } path ? Find(path) : null);
        entry?.Sync();
        return entry is not null;
    }

    private static void SyncAll(IDiskEntry entry)
    {
        entry.Sync();
        foreach (var (_, entries) in (entry as DiskFolder)?.Names ?? [])
            SyncAll(entries[0]!);
    }

    private bool Put(string path, IDiskEntry? entry)
    {
        if (!IsOurs(path))
            return false;
        ((DiskFolder)Find(Path.GetDirectoryName(path)!)!)[Path.GetFileName(path)] = entry;
        return true;
    }

    private bool Rename(string path, string target)
    {
        var entry = Find(path);
        return Put(path, null) | Put(target, entry);
    }

    private OpenFile? Of(TracedCall call)
    {
        if (_open.TryGetValue(call.Descriptor(0), out var file))
            return file;
        return call.DescriptorPath(0) is { } path && IsOurs(path) && Find(path) is not DiskFolder ? throw Unknown(call) : null;
    }

    private bool Ignore(TracedCall call)
    {
        var hides = call.Name switch
        {
            "mmap" => call.Arguments[2].Contains("PROT_WRITE", StringComparison.Ordinal)
                && call.Arguments[3].Contains("MAP_SHARED", StringComparison.Ordinal),
            "fcntl" => call.Arguments[1].StartsWith("F_DUPFD", StringComparison.Ordinal),
            var name => !Harmless.Contains(name),
        };
        return hides && call.Touches(root) ? throw Unknown(call) : false;
    }

    private static NotSupportedException Unknown(TracedCall call) =>
        new($"the simulated disk does not know what this does: {call}");

    private sealed class OpenFile(DiskFile file)
    {
        public DiskFile File => file;

        public long Position { get; set; }
    }
}
