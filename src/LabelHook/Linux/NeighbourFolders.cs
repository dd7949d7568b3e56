using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Opens many folders that are neighbours: the folder above them is walked to once, and stays open.
internal sealed class NeighbourFolders : IDisposable
{
    private string? _parentPath;
    private SafeFileHandle? _parent;
    private bool _isParentCallersOwn;

    // As SafeFolder.Open does.
    public SafeFolder Open(string path, Func<PathFault, Exception> toException)
    {
        var parentPath = Path.GetDirectoryName(path);
        if (parentPath != _parentPath)
            MoveTo(parentPath);
        return (_parent is null ? null : SafeFolder.TryOpenIn(_parent, _isParentCallersOwn, path, toException))
            ?? SafeFolder.Open(path, toException);
    }

    public void Dispose() => _parent?.Dispose();

    private void MoveTo(string? path)
    {
        _parent?.Dispose();
        _parent = null;
        _parentPath = path;
        try
        {
            if (path is not null)
                _parent = new FolderPath(path, fault => new IOException(fault.Reason)).Walk(create: false, out _isParentCallersOwn);
        }
        catch (IOException)
        {
            // Opening the folder itself says what is wrong.
        }
    }
}
