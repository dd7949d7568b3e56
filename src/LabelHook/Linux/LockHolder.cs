using System.Globalization;

namespace LabelHook.Linux;

// Finds the process that holds a lock on a file, flock(2)'s or SQLite's; proc_locks(5).
internal static class LockHolder
{
    // How often to read the table. A long one can lack a line if it changes during the read: while 64 waiters gave up at
    // once, almost every second read lacked the line of the holder.
    private const int MaxReads = 50;

    // Returns: the process and its start time, for a message; null when it is in another container, or has ended.
    public static string? Find(string path, string table = "/proc/locks")
    {
        try
        {
            if (FileStatus.Read(path, out var status) != 0)
                return null;
            string[]? holder = null;
            for (var read = 0; holder is null && read < MaxReads; read++)
                holder = FindLine(table, status);
            return holder is null ? null : Describe(holder[4]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static string? Describe(string process)
    {
        var nameFile = $"/proc/{process}/comm";
        if (!File.Exists(nameFile))
            return null;
        var name = File.ReadAllText(nameFile).Trim();
        return $"process {process} ({name}), running since {Start(process):yyyy-MM-dd HH:mm:ss}";
    }

    // Returns: the fields of a line such as "1: FLOCK ADVISORY WRITE 4711 00:1f:5678 0 EOF". Waiters, which have an
    // arrow after the number, do not match.
    private static string[]? FindLine(string table, FileStatus status)
    {
        var inode = $":{status.Inode}";
        var file = $"{status.DeviceMajor:x2}:{status.DeviceMinor:x2}{inode}";
        var self = Environment.ProcessId.ToString();

        // Writers first: a reader rarely blocks others.
        var locks = File.ReadLines(table)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, "FLOCK" or "POSIX", _, _, var process, var lockedFile, ..]
                && lockedFile.EndsWith(inode, StringComparison.Ordinal)
                && process != self)
            .OrderBy(fields => fields[3] == "READ")
            .ToList();

        // On btrfs and some overlays the table has another device number than stat(2), so the process's open files
        // decide.
        return locks.Find(fields => fields[5] == file) ?? locks.Find(fields => HasOpen(fields[4], status));
    }

    private static bool HasOpen(string process, FileStatus status)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true };
        return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd", "*", options)
            .Any(file => FileStatus.Read(file, out var open) == 0
                && (open.Device, open.Inode) == (status.Device, status.Inode));
    }

    // proc_pid_stat(5): field 22, in hundredths of a second since boot. The name before it may contain parentheses.
    private static DateTime Start(string process)
    {
        var status = File.ReadAllText($"/proc/{process}/stat");
        var ticks = long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        var boot = File.ReadLines("/proc/stat").First(line => line.StartsWith("btime ", StringComparison.Ordinal));
        var bootTime = long.Parse(boot.AsSpan("btime ".Length), CultureInfo.InvariantCulture);
        return DateTimeOffset.FromUnixTimeSeconds(bootTime).LocalDateTime.AddMilliseconds(ticks * 10);
    }
}
