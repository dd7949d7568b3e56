using LabelHook.Database;
using LabelHook.EnvironmentFiles;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Nodes;

// The environment files of a node's modules: where they are, and which of them LabelHook may write.
// places: The configured places; null for the default below the state folder, where LabelHook creates the folders.
// isPreview: Whether files opened to change only show what they would become.
internal sealed class ModuleEnvironments(EnvironmentPlaces? places, string state, TimeSpan wait, bool isPreview = false)
{
    private readonly EnvironmentPlaces _places = places ?? EnvironmentPlaces.In(state);

    // Whether they are in the home folders of the modules' users.
    public bool AreInHomes => _places.IsInHome;

    public UserAccounts Accounts => _places.Accounts;

    // The files in the configured places.
    public IEnumerable<(ModuleName Module, string Path)> Files() => _places.Files();

    // The files in the configured places that belong to no module, because the name in their path is not valid.
    public IEnumerable<(string Name, string Path)> FilesWithInvalidName() => _places.FilesWithInvalidName();

    // Returns: the module that has its configured place at this path; the default value when there is none.
    public ModuleName ModuleAt(string path) => _places.ModuleAt(path);

    // The recorded path; without one, or if its folder is gone, the asked one; else the configured place.
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

    // group: Files that are changed together; null for a single one. A file in a group is not waited for.
    // Returns: null in a preview when LabelHook has yet to create the file's folder.
    public EnvironmentFile? OpenToChange(ModuleName module, string path, EnvironmentFileGroup? group = null)
    {
        var patience = group is null ? wait : TimeSpan.Zero;
        if (!isPreview)
            return EnvironmentFile.OpenToChange(path, patience, IsFolderOurs(module, path), group);
        var file = OpenToRead(module, path);
        file?.RefuseErrors();
        return file;
    }

    // Returns: null when LabelHook has yet to create the file's folder.
    public EnvironmentFile? OpenToRead(ModuleName module, string path) =>
        IsFolderOurs(module, path) && IsFolderMissing(path) ? null : EnvironmentFile.OpenToRead(path);

    // For many files.
    // Returns: null when the file does not exist, or LabelHook has yet to create its folder.
    public EnvironmentText? Read(EnvironmentReader reader, ModuleName module, string path)
    {
        try
        {
            return reader.Read(path);
        }
        catch (LabelHookException) when (IsFolderMissing(path) && IsFolderOurs(module, path))
        {
            return null;
        }
    }

    // Opens the file that lists a module's ports, even if the module's record was lost.
    // Returns: null when LabelHook did not write one.
    // Throws: the file's folder is missing: if it came back, the file would list ports that are no longer the module's.
    public EnvironmentFile? OpenOf(ModuleName module, ModuleRecord? record)
    {
        if (record is not null)
            return record.EnvironmentFile is { } path ? OpenToChange(module, RecordedPath(module, path)) : null;
        if (places is not null)
            return null;
        var place = _places.For(module);
        return MayListPorts(place) ? OpenToChange(module, place) : null;
    }

    // For removing a module: like OpenOf, but accepts a missing folder.
    public EnvironmentFile? OpenIfThere(ModuleName module, ModuleRecord? record) =>
        record?.EnvironmentFile is { } path && IsFolderMissing(path) ? null : OpenOf(module, record);

    // Returns: the module's file in a configured place, if NS8 writes it; otherwise null.
    public string? FindFileOfNs8(ModuleName module) => _places.CandidatesFor(module).FirstOrDefault(IsWrittenByNs8);

    // Returns: the image that NS8 names in a module's file; null when there is none, or its name is not printable.
    public static string? ReadImageOfNs8(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            var image = environment.Text.Variables.GetValueOrDefault("IMAGE_URL");
            var isShown = image is { Length: > 0 } && !PrintableText.HasHidden(image);
            return isShown ? image : null;
        }
        catch (LabelHookException)
        {
            return null; // the recorded image is used instead
        }
    }

    // Whether systemd may load port variables from a path: the file lists some, or cannot be read.
    public bool MayListPorts(string path)
    {
        try
        {
            using var environment = EnvironmentFile.OpenToRead(path);
            return environment.Text.Variables.Keys.Intersect(PortVariables.Names).Any();
        }
        catch (LabelHookException)
        {
            return IsUnreadable(path); // a readable file that is not valid gives a unit no ports
        }
    }

    // Whether systemd may be able to read a file that this process cannot. False for an ordinary user if the files are
    // in home folders.
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

    // LabelHook creates only folders below the state folder; any other must exist.
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
