using System.Globalization;

namespace LabelHook.Interop;

/// <summary>Who holds a lock on a file, flock(2)'s or SQLite's, as the kernel tells; proc_locks(5).</summary>
internal static class LockHolder
{
    /// <summary>How often the table is read: lines are missing from a long one that changes meanwhile. Arbitrary.</summary>
    private const int MaxLooks = 5;

    /// <returns>The process and since when it runs, for a sentence; <see langword="null"/> when it cannot be seen: in another container, or gone by now.</returns>
    public static string? Of(string path)
    {
        try
        {
            if (FileStatus.Of(path, out var status) != 0)
                return null;
            var inode = string.Create(CultureInfo.InvariantCulture, $":{status.Inode}");

            // "1: FLOCK  ADVISORY  WRITE 4711 00:1f:5678 0 EOF"; with an arrow behind the number it is one who waits.
            string[]? holder = null;
            for (var look = 0; holder is null && look < MaxLooks; look++)
            {
                holder = File.ReadLines("/proc/locks").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .FirstOrDefault(fields => fields is [_, "FLOCK" or "POSIX", _, _, _, var file, ..] && file.EndsWith(inode, StringComparison.Ordinal));
            }

            return holder is null || !File.Exists($"/proc/{holder[4]}/comm")
                ? null
                : $"process {holder[4]} ({File.ReadAllText($"/proc/{holder[4]}/comm").Trim()}), running since {Start(holder[4]):yyyy-MM-dd HH:mm:ss}";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>proc_pid_stat(5): field 22, in hundredths of a second since the host booted. The name before it may hold anything.</summary>
    private static DateTime Start(string process)
    {
        var status = File.ReadAllText($"/proc/{process}/stat");
        var ticks = long.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[19], CultureInfo.InvariantCulture);
        var boot = File.ReadLines("/proc/stat").First(line => line.StartsWith("btime ", StringComparison.Ordinal));
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(boot.AsSpan("btime ".Length), CultureInfo.InvariantCulture)).LocalDateTime.AddMilliseconds(ticks * 10);
    }
}
