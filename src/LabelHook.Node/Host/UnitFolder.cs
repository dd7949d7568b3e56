using System.Text;
using LabelHook.Linux;

namespace LabelHook.Host;

// A folder of unit files, Quadlet's among them; systemd.unit(5), podman-systemd.unit(5). It may be that of a hostile
// user.
// Path: The folder.
// Home: The home folder of the user whose units they are; null when they are the host's.
internal sealed record UnitFolder(string Path, string? Home)
{
    // Largest file that is read; arbitrary, a hundred times what anybody writes.
    private const int MaxSize = 1024 * 1024;

    private static readonly string[] Host =
    [
        "etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system",
        "etc/containers/systemd", "run/containers/systemd", "usr/share/containers/systemd",
    ];

    public static IEnumerable<UnitFolder> OfHost(string root) => Host.Select(folder => new UnitFolder(System.IO.Path.Join(root, folder), null));

    public static IEnumerable<UnitFolder> OfUser(string home) =>
        ((string[])[".config/systemd/user", ".config/containers/systemd"]).Select(folder => new UnitFolder(System.IO.Path.Join(home, folder), home));

    // The lines of all units here that name environment files.
    public IEnumerable<UnitLine> Lines()
    {
        foreach (var entry in Entries(Path))
        {
            if (Unit(entry) is { } unit)
            {
                foreach (var line in Lines(Path, entry, unit))
                    yield return line;
            }
            else if (entry.EndsWith(".d", StringComparison.Ordinal) && Unit(entry[..^2]) is { } owner)
            {
                var folder = System.IO.Path.Join(Path, entry);
                foreach (var line in Entries(folder).Where(name => name.EndsWith(".conf", StringComparison.Ordinal)).SelectMany(name => Lines(folder, name, owner)))
                    yield return line;
            }
        }
    }

    // Returns: the unit that a file becomes; null when it becomes none that starts programs.
    private static string? Unit(string file) =>
        System.IO.Path.GetExtension(file) is ".service" or ".container" ? System.IO.Path.GetFileNameWithoutExtension(file) + ".service" : null;

    private static List<string> Entries(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // nobody but its user knows then
        }
    }

    private List<UnitLine> Lines(string folder, string name, string unit)
    {
        try
        {
            // Only root makes links among the host's units, as 'systemctl link' does; one to a unit beside it is an alias.
            if (Home is null && File.ResolveLinkTarget(System.IO.Path.Join(folder, name), returnFinalTarget: true)?.FullName is { } target)
            {
                folder = System.IO.Path.GetDirectoryName(target)!;
                name = System.IO.Path.GetFileName(target);
                if (Host.Any(units => folder.EndsWith("/" + units, StringComparison.Ordinal)))
                    return [];
            }

            using var opened = SafeFolder.Open(folder, fault => new IOException(fault.Reason));
            using var file = opened.OpenFile(name, out var status);
            if (file is null || status.Size > MaxSize)
                return [];
            var bytes = new byte[status.Size];
            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)));
            return [.. text.Split('\n').Select((line, index) => UnitLine.Parse(System.IO.Path.Join(folder, name), index + 1, unit, Home, line)).OfType<UnitLine>()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // a link to a unit that is elsewhere, a FIFO, a file of somebody else's
        }
    }
}
