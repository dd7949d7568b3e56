using System.Collections.ObjectModel;
using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

// A module's environment file between reading and replacing it. Processes that take NS8's lock cannot change it in
// between.
internal sealed class EnvironmentFile : IDisposable
{
    // How often to read a file again that another process changes without the lock; arbitrary.
    private const int MaxAttempts = 5;

    private readonly EnvironmentFolder _folder;
    private readonly FileLock? _lock;
    private readonly EnvironmentFileGroup? _group;
    private readonly List<string> _losses = [];
    private FileStatus? _status;
    private FileProperties? _properties;
    private FileReplacement? _prepared;
    private byte[] _preparedBytes = [];
    private bool _isContentSynced;
    private bool _isFolderNew;
    private bool _isPlaced;

    private EnvironmentFile(
        string path, EnvironmentFolder folder, FileLock? held, EnvironmentFileGroup? group = null)
    {
        Path = path;
        _folder = folder;
        _lock = held;
        _group = group;
        Load();
    }

    public string Path { get; }

    public SafeFolder Folder => _folder.Folder;

    public bool IsThere => _status is not null;

    // Whether only the caller and root can have written it.
    public bool IsCallersOwn =>
        _status is { IsWritableByOthers: false } status
        && (status.Owner == 0 || status.Owner == Libc.EffectiveUser())
        && _folder.IsCallersOwn;

    public EnvironmentText Text { get; private set; } = EnvironmentText.Empty;

    // Attributes and permissions that the replaced file had and the new one could not be given.
    public IReadOnlyList<string> Losses => _losses;

    public IEnumerable<string> Warnings =>
        Text.Errors.Concat(Text.Warnings)
            .Select(line => EnvironmentWarnings.Line(Path, line.Number, line.Reason))
            .Concat(_losses);

    private string Name => System.IO.Path.GetFileName(Path);

    // Locks the file to change or create it.
    // path: Absolute.
    // wait: How long to wait for others to release the lock.
    // createFolder: Whether to create the folder when it is missing.
    // group: Files that are changed together; null for a single one.
    // Throws: the folder, the file or a line of it cannot be used.
    public static EnvironmentFile OpenToChange(
        string path, TimeSpan wait, bool createFolder = false, EnvironmentFileGroup? group = null)
    {
        var folder = EnvironmentFolder.Open(System.IO.Path.GetDirectoryName(path)!, createFolder);
        FileLock? held = null;
        try
        {
            held = folder.Lock(wait);
            var file = new EnvironmentFile(path, folder, held, group);
            file.RefuseErrors();
            file._isFolderNew = createFolder && !file.IsThere;
            if (group is null)
                file.SyncFolderName();
            return file;
        }
        catch
        {
            held?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    // Creates nothing and takes no lock. Its changes only show what they would do.
    // neighbours: Opens the folders of many files; null for a single file.
    public static EnvironmentFile OpenToRead(string path, NeighbourFolders? neighbours = null)
    {
        var folderPath = System.IO.Path.GetDirectoryName(path)!;
        var folder = neighbours is null
            ? EnvironmentFolder.Open(folderPath)
            : EnvironmentFolder.Open(folderPath, neighbours);
        try
        {
            return new EnvironmentFile(path, folder, null);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    // As EnvironmentText.RefuseErrors does.
    public void RefuseErrors() => Text.RefuseErrors(Path);

    // Whether writing would change the file.
    // Throws: a line of the file is an error.
    public bool Differs(IReadOnlyDictionary<string, string> portVariables)
    {
        RefuseErrors();
        return !IsThere || !Text.Has(portVariables);
    }

    // Writes the new content next to the file, so that only the rename can still fail after the database has changed; in
    // a group, the sync can also fail.
    // Throws: the file cannot be replaced.
    public void Prepare(IReadOnlyDictionary<string, string> portVariables)
    {
        if (_lock is null || !Differs(portVariables))
            return;
        var bytes = Text.With(portVariables).ToBytes();
        if (_prepared is not null && bytes.AsSpan().SequenceEqual(_preparedBytes))
            return;
        _prepared?.Dispose();
        _prepared = null;
        _isContentSynced = false;
        _prepared = _folder.Prepare(Name, bytes, _properties);
        if (_group is null)
            SyncContent();
        _preparedBytes = bytes;
    }

    // The disk was synced since Prepare.
    public void NoteContentSynced()
    {
        _isContentSynced = _prepared is not null;
        _isFolderNew = false;
    }

    // Writes exactly these port variables, durably; in a group, SyncNames completes it.
    // Returns: whether the file changed.
    public bool Write(IReadOnlyDictionary<string, string> portVariables)
    {
        if (_lock is null)
            return WouldChange(portVariables);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (!Differs(portVariables))
            {
                if (_group is null)
                    SyncNames();
                return false;
            }

            Prepare(portVariables);
            SyncContent();
            using var replacement = _prepared!;
            _prepared = null;
            if (_folder.Place(replacement, Name, _properties))
            {
                _isPlaced = true;
                _losses.AddRange(replacement.Lost.Select(lost => EnvironmentWarnings.Loss(Path, lost)));
                if (_group is null)
                    SyncNames();
                return true;
            }

            Load();
        }

        throw Unusable("another process keeps changing it without taking .environment.lock");
    }

    // Makes the file's name durable, whether this or an earlier run changed it.
    public void SyncNames()
    {
        if (_isPlaced)
            _folder.SyncChange(Name);
        else
            _folder.SyncFound();
    }

    // Removes the port variables, durably. Deletes a file without other variables, so that a unit that needs it does
    // not start without ports.
    // Returns: whether the file changed.
    public bool Clear()
    {
        if (_status is null)
        {
            if (_lock is not null)
                _folder.SyncFound();
            return false;
        }

        if (!Text.With(ReadOnlyDictionary<string, string>.Empty).IsEmpty)
            return Write(ReadOnlyDictionary<string, string>.Empty);
        if (_lock is not null)
            _folder.Delete(Name, _status.Value);
        return true;
    }

    public void Dispose()
    {
        _prepared?.Dispose();
        _lock?.Dispose();
        _folder.Dispose();
    }

    private void SyncFolderName()
    {
        if (!_isFolderNew)
            return;
        if (_group is null)
            _folder.SyncName();
        else
            _group.SyncFolderName(_folder);
        _isFolderNew = false;
    }

    // Checks what Write would, as far as it can be told without writing.
    private bool WouldChange(IReadOnlyDictionary<string, string> portVariables)
    {
        if (!Differs(portVariables))
            return false;
        _folder.RefuseStuck(Name, _status);
        return true;
    }

    private void SyncContent()
    {
        SyncFolderName();
        if (_prepared is null || _isContentSynced)
            return;
        _prepared.Sync();
        _isContentSynced = true;
    }

    private void Load()
    {
        using var file = _folder.OpenFile(Name, out var status);
        _status = file is null ? null : status;
        _properties = file is null || _lock is null ? null : _folder.Properties(file, status, Name);
        Text = EnvironmentText.Empty;
        if (file is null)
            return;
        if (status.Size > EnvironmentText.MaxSize)
            throw Unusable($"it is larger than {EnvironmentText.MaxSize / 1024} KiB");
        Text = EnvironmentText.Read(Read(file, (int)status.Size));
    }

    // .NET's own reading would first find out whether the file can seek.
    private byte[] Read(SafeFileHandle file, int size)
    {
        var bytes = new byte[size];
        int length;
        do
            length = (int)Libc.Read(file.Number(), bytes, size);
        while (length < 0 && Errno.Last == Errno.Interrupted);
        if (length < 0)
            throw new LabelHookException(EnvironmentProblems.Unusable(Path, Errno.Words(Errno.Last), Errno.InputOutput));
        return length == size ? bytes : bytes[..length];
    }

    private LabelHookException Unusable(string reason) => new(EnvironmentProblems.Unusable(Path, reason));
}
