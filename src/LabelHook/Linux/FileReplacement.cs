using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// A temporary file that atomically replaces another one and takes over its properties. Only its owner can read it until
// it is complete, and it is never readable by more users than the old file. Dispose deletes it unless it was placed.
internal sealed class FileReplacement : IDisposable
{
    private const int OwnerOnly = 0b110_000_000;

    private readonly SafeFileHandle _folder;
    private readonly SafeFileHandle _file;
    private readonly string _temporary;
    private readonly Func<string, LabelHookException> _refused;
    private readonly List<string> _lost = [];
    private bool _isPlaced;

    // folder: An open folder; the caller keeps it open.
    // temporary: The temporary name. An existing file of this name is deleted: a killed run left it.
    // refused: Makes the exception for a reason.
    private FileReplacement(
        SafeFileHandle folder, string temporary, int permissions, Func<string, LabelHookException> refused)
    {
        _folder = folder;
        _temporary = temporary;
        _refused = refused;
        _ = Libc.UnlinkAt(folder.Number(), temporary, 0);
        const int Flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenExclusive | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(folder.Number(), temporary, Flags | Libc.OpenNoFollow, permissions);
        if (number < 0)
            throw refused(Errno.Last == Errno.Exists ? $"{temporary} exists in its folder" : Errno.Words(Errno.Last));
        _file = new SafeFileHandle(number, ownsHandle: true);
    }

    // The properties of the old file that the new one could not get, as name and reason.
    public IReadOnlyList<string> Lost => _lost;

    // Writes a new file with this owner and mode.
    public static FileReplacement New(
        SafeFileHandle folder,
        string temporary,
        ReadOnlySpan<byte> content,
        uint owner,
        uint group,
        uint permissions,
        Func<string, LabelHookException> refused)
    {
        return Make(new FileReplacement(folder, temporary, OwnerOnly, refused), content, made =>
        {
            made.GiveTo(owner, group);
            made.CheckNumber(ExtendedAttributes.Get(folder, AccessList.OfNewFiles, out var list));
            var mode = list is null ? permissions : permissions & AccessList.MaxModeOfNewFile(list);
            made.Check(Libc.Fchmod(made._file.Number(), mode));
        });
    }

    // Writes a new file as an ordinary program does: the caller owns it, and the umask and the folder limit
    // the mode.
    public static FileReplacement Plain(
        SafeFileHandle folder,
        string temporary,
        ReadOnlySpan<byte> content,
        int permissions,
        Func<string, LabelHookException> refused) =>
        Make(new FileReplacement(folder, temporary, permissions, refused), content, _ => { });

    public static FileReplacement Replacing(
        FileProperties old,
        SafeFileHandle folder,
        string temporary,
        ReadOnlySpan<byte> content,
        Func<string, LabelHookException> refused)
    {
        return Make(new FileReplacement(folder, temporary, OwnerOnly, refused), content, made =>
        {
            made.GiveTo(old.Status.Owner, old.Status.Group);
            made.GiveAttributes(old);
            made.GivePermissions(old);
        });
    }

    // Makes the content durable, which must be so before it replaces the old one.
    public void Sync() => Check(Libc.Fsync(_file.Number()));

    // Renames the file, which replaces the old one.
    public void Place(string name)
    {
        Check(Libc.RenameAt(_folder.Number(), _temporary, _folder.Number(), name));
        _isPlaced = true;
    }

    public void Dispose()
    {
        if (!_isPlaced)
            _ = Libc.UnlinkAt(_folder.Number(), _temporary, 0);
        _file.Dispose();
    }

    private static FileReplacement Make(FileReplacement made, ReadOnlySpan<byte> content, Action<FileReplacement> give)
    {
        try
        {
            made.CheckNumber(new OpenFile(made._file.Number()).Write(content));
            give(made);
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    private void GiveTo(uint owner, uint group)
    {
        var status = FileStatus.Read(_file, out var error);
        CheckNumber(error);
        if ((status.Owner != owner || status.Group != group) && Libc.Fchown(_file.Number(), owner, group) != 0)
            throw _refused($"its owner cannot be kept ({Errno.Words(Errno.Last)})");
    }

    private void GiveAttributes(FileProperties old)
    {
        foreach (var (name, value) in old.Attributes)
        {
            var hasValue = ExtendedAttributes.Get(_file, name, out var current) == 0 && current is not null;
            if (hasValue && value.AsSpan().SequenceEqual(current))
                continue;
            if (ExtendedAttributes.Set(_file, name, value) is not 0 and var error)
                _lost.Add($"attribute {name} ({Errno.Words(error)})");
        }
    }

    private void GivePermissions(FileProperties old)
    {
        if (old.AccessList is { } list)
        {
            var error = ExtendedAttributes.Set(_file, AccessList.OfFile, list);
            if (error == 0)
                return; // the list includes the mode
            _lost.Add($"access control list ({Errno.Words(error)})");
        }

        // The new file may have inherited a list from the folder.
        CheckNumber(ExtendedAttributes.Remove(_file, AccessList.OfFile));
        Check(Libc.Fchmod(_file.Number(), old.PermissionsWithoutList));
    }

    private void Check(int result) => CheckNumber(result == 0 ? 0 : Errno.Last);

    private void CheckNumber(int error)
    {
        if (error != 0)
            throw _refused(Errno.Words(error));
    }
}
