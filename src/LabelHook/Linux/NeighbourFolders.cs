using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Opens many folders that are neighbours: the folder above them is walked to once, and stays open.
internal sealed class NeighbourFolders : IDisposable
{
    private readonly bool _isRoots = Libc.EffectiveUser() == 0;
    private string? _parentPath;
    private SafeFileHandle? _parent;
    private bool _isParentCallersOwn;

    // As SafeFolder.Open does.
    public SafeFolder Open(string path, Func<PathFault, Exception> toException)
    {
        MoveTo(Path.GetDirectoryName(path.AsSpan()));
        return (_parent is null ? null : SafeFolder.TryOpenIn(_parent, _isParentCallersOwn, path, toException))
            ?? SafeFolder.Open(path, toException);
    }

    // Reads a file of root in a neighbour, for root: of others, the owner and the permissions of the folder count, too.
    // Returns: null when the file must be opened in its folder, which says what is wrong if anything is.
    public byte[]? TryRead(string path, int maxSize)
    {
        if (!_isRoots)
            return null;
        var parent = Path.GetDirectoryName(Path.GetDirectoryName(path.AsSpan()));
        MoveTo(parent);
        if (_parent is null)
            return null;
        var flags = Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenNoFollow | Libc.OpenCloseOnExec;
        var how = new OpenHow(flags, OpenHow.NoLinks);
        var name = path[parent.Length..].TrimStart('/');
        var number = (int)Libc.OpenAt2(Libc.CallOpenAt2, _parent.Number(), name, how, Unsafe.SizeOf<OpenHow>());
        if (number < 0)
            return null;
        using var file = new SafeFileHandle(number, ownsHandle: true);
        var status = FileStatus.Read(file, out var error);
        if (error != 0 || !status.IsRegular || status.Links != 1 || status.Owner != 0 || status.Size > (ulong)maxSize)
            return null;
        var bytes = new byte[status.Size];
        var length = (int)Libc.Read(number, bytes, bytes.Length);
        return length == bytes.Length ? bytes : null;
    }

    public void Dispose() => _parent?.Dispose();

    private void MoveTo(ReadOnlySpan<char> path)
    {
        if (_parentPath is not null && path.SequenceEqual(_parentPath))
            return;
        _parent?.Dispose();
        _parent = null;
        _parentPath = path.ToString();
        try
        {
            if (!path.IsEmpty)
                _parent = new FolderPath(_parentPath, fault => new IOException(fault.Reason)).Walk(create: false, out _isParentCallersOwn);
        }
        catch (IOException)
        {
            // Opening the folder itself says what is wrong.
        }
    }
}
