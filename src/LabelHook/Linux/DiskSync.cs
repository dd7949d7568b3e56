namespace LabelHook.Linux;

// Syncs everything on a disk, which takes less time than to sync many files on it.
internal static class DiskSync
{
    // The first Linux whose syncfs(2) reports write errors.
    private static readonly Version Reporting = new(5, 8);

    // File systems on which syncfs(2) makes all names and contents durable; elsewhere, as with FUSE, it may do nothing.
    // linux/magic.h
    private static readonly long[] Trusted = [0xEF53 /* ext4 */, 0x58465342 /* XFS */, 0x9123683E /* Btrfs */];

    // folders: Opened before anything in them was changed.
    // Returns: false if the disks of the folders cannot be synced, or there was an error; all changes must be synced
    // one by one then.
    public static bool TrySync(IEnumerable<SafeFolder> folders) =>
        Environment.OSVersion.Version >= Reporting
        && folders.DistinctBy(folder => folder.Status.Device).All(TrySync);

    private static bool TrySync(SafeFolder folder)
    {
        Span<long> status = stackalloc long[15];
        return Libc.FstatFileSystem(folder.Handle.Number(), status) == 0
            && Trusted.Contains(status[0])
            && Libc.SyncFileSystem(folder.Handle.Number()) == 0;
    }
}
