using LabelHook.Images.Manifests;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Images.Archives;

// The folder of an OCI layout, held open. Whoever made it may have put links into it: none is followed.
internal sealed class LayoutFolder : ImageFiles
{
    private readonly ReadDeadline _deadline;
    private readonly SafeFileHandle _folder;

    public LayoutFolder(string path, ReadDeadline deadline)
        : base(path)
    {
        _deadline = deadline;
        _folder = Folder(Libc.CurrentFolder, path, 0) ?? throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(path, Errno.Words(Errno.Last)));
    }

    public override byte[] Read(string name)
    {
        var folder = _folder;
        try
        {
            var parts = name.Split('/');
            foreach (var part in parts[..^1])
            {
                var next = Folder(folder.Number(), part, Libc.OpenNoFollow) ?? throw Refused(name, Errno.Last, "a folder on the way to it is none, or a symbolic link");
                if (folder != _folder)
                    folder.Dispose();
                folder = next;
            }

            using var file = RegularFile.Open(folder.Number(), parts[^1], Libc.OpenNoFollow, out var trouble) ?? throw Refused(name, trouble, RegularFile.Words(trouble));
            return Content(name, file);
        }
        finally
        {
            if (folder != _folder)
                folder.Dispose();
        }
    }

    public override void Dispose() => _folder.Dispose();

    private static SafeFileHandle? Folder(int parent, string name, int flags) =>
        Libc.OpenAt(parent, name, Libc.OpenReadOnly | Libc.OpenDirectory | Libc.OpenCloseOnExec | flags, 0) is >= 0 and var number ? new SafeFileHandle(number, ownsHandle: true) : null;

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
            throw new LabelHookException(ArchiveProblems.ImageFileUnreadable(System.IO.Path.Join(Path, name), error.Message), error);
        }
    }

    private LabelHookException Refused(string name, int trouble, string words) => new(trouble switch
    {
        Errno.NotFound => ArchiveProblems.EntryMissing(Path, name),
        Errno.Denied => ArchiveProblems.ImageFileUnreadable(System.IO.Path.Join(Path, name), Errno.Words(trouble)),
        _ => ArchiveProblems.EntryKind(Path, name, words),
    });
}
