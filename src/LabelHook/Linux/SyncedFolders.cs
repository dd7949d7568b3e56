using Microsoft.Win32.SafeHandles;

namespace LabelHook.Linux;

// Remembers which folders were synced since their names last changed. Each has an empty file in memory; its modification
// time is the time at which the folder had changed: POSIX changes that time with every name. Where the file is missing
// or cannot be written, as after a boot, the folder is synced again.
internal static class SyncedFolders
{
    // Two changes within these milliseconds may have the same timestamp; FAT has the coarsest.
    private const long Resolution = 2000;

    public static bool Contains(FileStatus folder)
    {
        using var marks = Open(Libc.OpenPathOnly);
        return marks is not null
            && Libc.Statx(marks.Number(), Name(folder), Libc.AtNoFollow, FileStatus.BasicStats, out var mark) == 0
            && mark.Modified == folder.Changed;
    }

    // folder: As it was before it was synced.
    public static void Add(FileStatus folder)
    {
        var (seconds, nanoseconds) = folder.Changed;
        var age = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - (seconds * 1000) - (nanoseconds / 1_000_000);
        if (age <= Resolution)
            return;
        _ = Libc.MkdirAt(Libc.CurrentFolder, Place, 0b111_101_101);
        using var marks = Open(Libc.OpenReadOnly);
        if (marks is null)
            return;
        const int Flags = Libc.OpenReadWrite | Libc.OpenCreate | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(marks.Number(), Name(folder), Flags | Libc.OpenNoFollow, 0b110_100_100);
        if (number < 0)
            return;
        using var mark = new SafeFileHandle(number, ownsHandle: true);
        _ = Libc.Futimens(number, [seconds, nanoseconds, seconds, nanoseconds]);
    }

    private static string Place =>
        Libc.EffectiveUser() is not 0 and var user ? $"/run/user/{user}/labelhook" : "/run/labelhook";

    private static string Name(FileStatus folder) => $"{folder.Device:x}-{folder.Inode:x}";

    // Only marks of the caller count.
    private static SafeFileHandle? Open(int access)
    {
        var flags = access | Libc.OpenDirectory | Libc.OpenNoFollow | Libc.OpenCloseOnExec;
        var number = Libc.OpenAt(Libc.CurrentFolder, Place, flags, 0);
        if (number < 0)
            return null;
        var folder = new SafeFileHandle(number, ownsHandle: true);
        var status = FileStatus.Read(folder, out var error);
        if (error == 0 && status.Owner == Libc.EffectiveUser() && !status.IsWritableByOthers)
            return folder;
        folder.Dispose();
        return null;
    }
}
