using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// Where the environment files of a node's modules are, and which of them LabelHook may write.
// places: The configured places; null for those below the state folder, which LabelHook makes itself.
internal sealed class ModuleEnvironments(EnvironmentPlaces? places, string state, TimeSpan wait)
{
    private readonly EnvironmentPlaces _places = places ?? EnvironmentPlaces.In(state);

    // Whether they are in the home folders of the modules' users.
    public bool AreInHomes => _places.IsInHome;

    // The users of this host.
    public UserAccounts Accounts => _places.Accounts;

    // The files in the configured places.
    public IEnumerable<(ModuleName Module, string Path)> Files() => _places.Files();

    // The files in the configured places that belong to no module, because the name of their folder is not valid.
    public IEnumerable<(string Name, string Path)> FilesWithInvalidName() => _places.FilesWithInvalidName();

    // Returns: the module whose configured place a path is; the default value when there is none.
    public ModuleName ModuleAt(string path) => _places.ModuleAt(path);

    // The recorded path; the asked one, if none is recorded or its folder is gone; else the configured place.
    public string PathFor(ModuleName module, ModuleRecord? record, string? asked)
    {
        var recorded = record?.EnvironmentFile;
        if (recorded is null)
            return asked ?? _places.For(module);
        if (asked is null || asked == recorded)
            return RecordedPath(module, recorded);
        return IsFolderMissing(recorded)
            ? asked
            : throw new LabelHookException(NodeProblems.EnvironmentElsewhere(module, asked, recorded));
    }

    public EnvironmentFile OpenToChange(ModuleName module, string path) =>
        EnvironmentFile.OpenToChange(path, wait, IsFolderOurs(module, path));

    // Returns: null when the file's folder is yet to be made.
    public EnvironmentFile? OpenToRead(ModuleName module, string path) =>
        IsFolderOurs(module, path) && IsFolderMissing(path) ? null : EnvironmentFile.OpenToRead(path);

    // Opens the file that names a module's ports. The record may be lost, and the file still there.
    // Returns: null when LabelHook wrote none.
    // Throws: the file's folder is missing; the file may come back, and would name its ports.
    public EnvironmentFile? OpenOf(ModuleName module, ModuleRecord? record)
    {
        if (record is not null)
            return record.EnvironmentFile is { } path ? OpenToChange(module, RecordedPath(module, path)) : null;
        if (places is not null)
            return null;
        var place = _places.For(module);
        return MayNamePorts(place) ? OpenToChange(module, place) : null;
    }

    // As OpenOf, for a module that is removed: a missing folder is no reason to keep it.
    public EnvironmentFile? OpenIfThere(ModuleName module, ModuleRecord? record) =>
        record?.EnvironmentFile is { } path && IsFolderMissing(path) ? null : OpenOf(module, record);

    // Returns: the module's file in a configured place when NS8 writes it; null when there is none.
    public string? FindFileOfNs8(ModuleName module) => _places.CandidatesFor(module).FirstOrDefault(IsWrittenByNs8);

    // Returns: the image that NS8 names in a module's file; null when it names none that can be shown.
    public static string? ReadImageOfNs8(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            var image = environment.Text.Variables.GetValueOrDefault("IMAGE_URL");
            var isShown = image is { Length: > 0 } && !image.EnumerateRunes().Any(PrintableText.IsHidden);
            return isShown ? image : null;
        }
        catch (LabelHookException)
        {
            return null; // the record says what it was
        }
    }

    // Whether systemd may load port variables from a path: the file names some, or it cannot be read.
    public bool MayNamePorts(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            return environment.Text.Variables.Keys.Intersect(PortVariables.Names).Any();
        }
        catch (LabelHookException)
        {
            return IsUnreadable(path); // what is no environment file names no ports to a unit
        }
    }

    // Whether systemd may read a file here that we cannot. The homes of others are no business of an ordinary user.
    public bool IsUnreadable(string path)
    {
        if (AreInHomes && Libc.EffectiveUser() != 0)
            return false;
        return FileStatus.Read(path, out var status) switch
        {
            0 => status.IsRegular && Libc.AccessAt(Libc.CurrentFolder, path, Libc.MayRead, 0) != 0,
            Errno.NotFound or Errno.NotAFolder or Errno.LinkLoop => false,
            _ => true,
        };
    }

    // A folder below the state folder is LabelHook's to make; any other must exist.
    private bool IsFolderOurs(ModuleName module, string path) => places is null && path == _places.For(module);

    private string RecordedPath(ModuleName module, string path) => IsFolderOurs(module, path) || !IsFolderMissing(path)
        ? path
        : throw new LabelHookException(NodeProblems.EnvironmentFolderGone(module, path));

    private static bool IsFolderMissing(string path) => FileStatus.IsAbsent(Path.GetDirectoryName(path)!);

    private static bool IsWrittenByNs8(string path)
    {
        if (FileStatus.IsAbsent(path))
            return false;
        using var environment = EnvironmentFile.OpenToRead(path);
        return ModuleFile.IsWrittenByNs8(environment.Text);
    }
}
