using System.Globalization;

namespace LabelHook.Linux;

// Who holds a lock on a file, flock(2)'s or SQLite's, as the kernel tells; proc_locks(5).
internal static class LockHolder
{
    // How often the table is read: lines are missing from a long one that changes meanwhile. Arbitrary.
    private const int MaxLooks = 5;

    // Returns: the process and since when it runs, for a sentence; null when it cannot be seen: in another container,
    // or gone by now.
    public static string? Find(string path, string table = "/proc/locks")
    {
        try
        {
            if (FileStatus.Read(path, out var status) != 0)
                return null;
            string[]? holder = null;
            for (var look = 0; holder is null && look < MaxLooks; look++)
                holder = FindLine(table, status);
            return holder is null || !File.Exists($"/proc/{holder[4]}/comm")
                ? null
                : $"process {holder[4]} ({File.ReadAllText($"/proc/{holder[4]}/comm").Trim()}), running since {Start(holder[4]):yyyy-MM-dd HH:mm:ss}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    // Returns: a line's fields: "1: FLOCK ADVISORY WRITE 4711 00:1f:5678 0 EOF"; with an arrow behind the number it is
    // one who waits.
    private static string[]? FindLine(string table, FileStatus status)
    {
        var inode = $":{status.Inode}";
        var file = $"{status.DeviceMajor:x2}:{status.DeviceMinor:x2}{inode}";
        var self = Environment.ProcessId.ToString();

        // Writers first: a reader rarely blocks others.
        var locks = File.ReadLines(table).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, "FLOCK" or "POSIX", _, _, var process, var place, ..] && place.EndsWith(inode, StringComparison.Ordinal) && process != self)
            .OrderBy(fields => fields[3] == "READ").ToList();

        // On btrfs, and on some overlays, stat(2) tells another device than the table: there it takes a look at what the process has open.
        return locks.Find(fields => fields[5] == file) ?? locks.Find(fields => HasOpen(fields[4], status));
    }

    private static bool HasOpen(string process, FileStatus status) =>
        Directory.EnumerateFileSystemEntries($"/proc/{process}/fd", "*", new EnumerationOptions { IgnoreInaccessible = true })
            .Any(file => FileStatus.Read(file, out var open) == 0 && (open.Device, open.Inode) == (status.Device, status.Inode));

    // proc_pid_stat(5): field 22, in hundredths of a second since the host booted. The name before it may hold
    // anything.
    private static DateTime Start(string process)
    {
        var status = File.ReadAllText($"/proc/{process}/stat");
        var ticks = long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        var boot = File.ReadLines("/proc/stat").First(line => line.StartsWith("btime ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(boot.AsSpan("btime ".Length), CultureInfo.InvariantCulture)).LocalDateTime.AddMilliseconds(ticks * 10);
    }
}
