using LabelHook.Images.Manifests;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Images.Archives;

// The folder of an OCI layout, opened once. It is untrusted: no link in it is followed.
internal sealed class LayoutFolder : ImageFiles
{
    private readonly ReadDeadline _deadline;
    private readonly SafeFileHandle _folder;

    public LayoutFolder(string path, ReadDeadline deadline)
        : base(path)
    {
        _deadline = deadline;
        _folder = OpenFolder(Libc.CurrentFolder, path, 0)
            ?? throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(path, Errno.Words(Errno.Last)));
    }

    public override byte[] Read(string name)
    {
        var folder = _folder;
        try
        {
            var parts = name.Split('/');
            foreach (var part in parts[..^1])
            {
                var next = OpenFolder(folder.Number(), part, Libc.OpenNoFollow)
                    ?? throw Refused(name, Errno.Last, "a part of its path is a symbolic link or not a folder");
                if (folder != _folder)
                    folder.Dispose();
                folder = next;
            }

            using var file = RegularFile.Open(folder.Number(), parts[^1], Libc.OpenNoFollow, out var errno)
                ?? throw Refused(name, errno, RegularFile.Words(errno));
            return Content(name, file);
        }
        finally
        {
            if (folder != _folder)
                folder.Dispose();
        }
    }

    public override void Dispose() => _folder.Dispose();

    private static SafeFileHandle? OpenFolder(int parent, string name, int flags)
    {
        flags |= Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(parent, name, flags, 0);
        return number >= 0 ? new SafeFileHandle(number, ownsHandle: true) : null;
    }

    private byte[] Content(string name, SafeFileHandle file)
    {
        using var stream = new DeadlineStream(file, _deadline);
        if (stream.Length > MaxSize)
            throw new LabelHookException(ArchiveProblems.EntrySize(Path, name, MaxSize));
        try
        {
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (IOException error)
        {
            var path = System.IO.Path.Join(Path, name);
            throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(path, error.Message), error);
        }
    }

    private LabelHookException Refused(string name, int errno, string words) => new(errno switch
    {
        Errno.NotFound => ArchiveProblems.EntryMissing(Path, name),
        Errno.Denied => ArchiveProblems.ImageFileUnreadable(System.IO.Path.Join(Path, name), Errno.Words(errno)),
        _ => ArchiveProblems.EntryKind(Path, name, words),
    });
}
