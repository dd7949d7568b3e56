using LabelHook.Linux;
using Microsoft.Win32.SafeHandles;

namespace LabelHook.EnvironmentFiles;

// A module's environment file between being read and being replaced; nobody who takes NS8's lock can change it
// meanwhile.
internal sealed class EnvironmentFile : IDisposable
{
    // How often a file that somebody changes without the lock is read again; arbitrary.
    private const int MaxAttempts = 5;

    private readonly EnvironmentFolder _folder;
    private readonly FileLock? _lock;
    private readonly List<string> _losses = [];
    private FileStatus? _status;
    private FileProperties? _properties;
    private byte[] _bytes = [];
    private FileReplacement? _prepared;
    private byte[] _preparedBytes = [];

    private EnvironmentFile(string path, EnvironmentFolder folder, FileLock? held)
    {
        Path = path;
        _folder = folder;
        _lock = held;
        Load();
    }

    public string Path { get; }

    public bool IsThere => _status is not null;

    // Whether every line of it is the word of the caller or of root.
    public bool IsCallersOwn =>
        _status is { IsWritableByOthers: false } status && (status.Owner == 0 || status.Owner == Libc.EffectiveUser()) && _folder.IsCallersOwn;

    public EnvironmentText Text { get; private set; } = EnvironmentText.Empty;

    // What the file had besides its content, and could not be kept.
    public IReadOnlyList<string> Losses => _losses;

    // What is odd about its lines, and what it lost.
    public IEnumerable<string> Remarks => ((List<(int Line, string Reason)>)[.. Text.Refusals, .. Text.Warnings])
        .Select(warning => EnvironmentWarnings.EnvironmentLine(Path, warning.Line, warning.Reason)).Concat(_losses);

    private string Name => System.IO.Path.GetFileName(Path);

    // Opens the file to change it, which is there or will be.
    // path: Absolute path.
    // wait: How long somebody else may hold the lock.
    // makeFolder: Whether the folder is made when it is missing.
    // Throws: the folder or the file is unfit, or a line of it is.
    public static EnvironmentFile OpenToChange(string path, TimeSpan wait, bool makeFolder = false)
    {
        var folder = EnvironmentFolder.Open(System.IO.Path.GetDirectoryName(path)!, makeFolder);
        FileLock? held = null;
        try
        {
            held = folder.Lock(wait);
            var file = new EnvironmentFile(path, folder, held);
            file.RefuseUnfit();
            if (makeFolder && !file.IsThere)
                folder.KeepName();
            return file;
        }
        catch
        {
            held?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    // Opens the file to look at it; makes nothing, waits for nobody.
    public static EnvironmentFile OpenToRead(string path)
    {
        var folder = EnvironmentFolder.Open(System.IO.Path.GetDirectoryName(path)!);
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

    // Throws: a line hurts others, or makes a reader refuse the whole file.
    public void RefuseUnfit()
    {
        if (Text.Refusals.FirstOrDefault() is { Reason: not null } refusal)
            throw new LabelHookException(EnvironmentProblems.EnvironmentLine(Path, refusal.Line, refusal.Reason));
    }

    // Whether the file would change; a file that could not be written is refused here too.
    public bool Differs(IReadOnlyDictionary<string, string> portVariables)
    {
        RefuseUnfit();
        return !IsThere || !Text.With(portVariables).ToBytes().AsSpan().SequenceEqual(_bytes);
    }

    // Writes what the file will be beside it, so that only its name is left to do: what stands against it is known
    // before anything else is changed.
    // Throws: the file cannot be replaced.
    public void Prepare(IReadOnlyDictionary<string, string> portVariables)
    {
        if (!Differs(portVariables))
            return;
        var bytes = Text.With(portVariables).ToBytes();
        if (_prepared is not null && bytes.AsSpan().SequenceEqual(_preparedBytes))
            return;
        _prepared?.Dispose();
        _prepared = null;
        _prepared = _folder.Prepare(Name, bytes, _properties);
        _preparedBytes = bytes;
    }

    // Whether the file would change. As Prepare, so far as that can be told without writing.
    // Throws: the file cannot be replaced.
    public bool WouldChange(IReadOnlyDictionary<string, string> portVariables)
    {
        if (!Differs(portVariables))
            return false;
        _folder.RefuseStuck(Name, _status);
        return true;
    }

    // Gives the file these port variables and no others, for good.
    // Returns: whether the file changed.
    public bool Write(IReadOnlyDictionary<string, string> portVariables)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (!Differs(portVariables))
            {
                _folder.Keep();
                return false;
            }

            Prepare(portVariables);
            using var replacement = _prepared!;
            _prepared = null;
            if (_folder.Place(replacement, Name, _properties))
            {
                _losses.AddRange(replacement.Lost.Select(lost => EnvironmentWarnings.EnvironmentLoss(Path, lost)));
                return true;
            }

            Load();
        }

        throw new LabelHookException(EnvironmentProblems.EnvironmentPath(Path, "another process keeps changing it without taking .environment.lock"));
    }

    // Takes the port variables out, for good; a file that holds nothing else goes too, so that a unit that needs it
    // does not start without them.
    // Returns: whether the file changed.
    public bool Clear()
    {
        if (_status is null)
        {
            _folder.Keep();
            return false;
        }

        if (!Text.With(new Dictionary<string, string>(StringComparer.Ordinal)).IsEmpty)
            return Write(new Dictionary<string, string>(StringComparer.Ordinal));
        _folder.Delete(Name, _status.Value);
        return true;
    }

    public void Dispose()
    {
        _prepared?.Dispose();
        _lock?.Dispose();
        _folder.Dispose();
    }

    private void Load()
    {
        using var file = _folder.OpenFile(Name, out var status);
        _status = file is null ? null : status;
        _properties = file is null || _lock is null ? null : _folder.Properties(file, status, Name);
        _bytes = [];
        if (file is not null)
        {
            if (status.Size > EnvironmentText.MaxSize)
                throw new LabelHookException(EnvironmentProblems.EnvironmentPath(Path, $"it is larger than {EnvironmentText.MaxSize / 1024} KiB"));
            _bytes = Read(file, (int)status.Size);
        }

        Text = EnvironmentText.Read(_bytes);
    }

    private byte[] Read(SafeFileHandle file, int size)
    {
        var bytes = new byte[size];
        try
        {
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (IOException error)
        {
            throw new LabelHookException(EnvironmentProblems.EnvironmentPath(Path, Errno.Words(error), Errno.InputOutput), error);
        }
    }
}
