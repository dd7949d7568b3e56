using LabelHook.Linux;

namespace LabelHook.EnvironmentFiles;

// Environment files that are changed together, so that they can be synced together.
internal sealed class EnvironmentFileGroup
{
    // The most files that are synced one by one; arbitrary. To sync a disk takes fewer syncs, but also waits for
    // everything that other programs wrote.
    private const int MaxSingly = 8;

    private readonly HashSet<string> _synced = new(StringComparer.Ordinal); // folders

    // Makes the contents durable after all files are prepared. EnvironmentFile.Write syncs those that are still not.
    public static void SyncContents(IReadOnlyList<EnvironmentFile> files)
    {
        if (!TrySyncDisks(files))
            return;
        foreach (var file in files)
            file.NoteContentSynced();
    }

    // Makes the names durable after all files are written.
    // Returns: false if each file must sync its name.
    public static bool TrySyncNames(IReadOnlyList<EnvironmentFile> files) => TrySyncDisks(files);

    // Makes the name of a new folder durable. Many lie in the same one, and all were made before the first is synced.
    public void SyncFolderName(EnvironmentFolder folder)
    {
        var above = Path.GetDirectoryName(folder.Folder.Path)!;
        if (_synced.Contains(above))
            return;
        folder.SyncName();
        _synced.Add(above);
    }

    private static bool TrySyncDisks(IReadOnlyList<EnvironmentFile> files) =>
        files.Count > MaxSingly && DiskSync.TrySync(files.Select(file => file.Folder));
}
