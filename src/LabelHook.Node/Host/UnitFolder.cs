using System.Text;
using LabelHook.Linux;

namespace LabelHook.Host;

// A folder of unit files or Quadlet files; systemd.unit(5), podman-systemd.unit(5). It may belong to a hostile user.
// Home: The home folder of the user that the units belong to; null for units of the host.
// IsRoots: Whether only root can write to the folder.
internal sealed record UnitFolder(string Path, string? Home, bool IsRoots)
{
    // Largest file in bytes; arbitrary, a hundred times the size of real ones.
    private const int MaxSize = 1024 * 1024;

    private static readonly string[] HostFolders =
    [
        "etc/systemd/system", "run/systemd/system", "usr/local/lib/systemd/system", "usr/lib/systemd/system",
        "etc/containers/systemd", "run/containers/systemd", "usr/share/containers/systemd",
    ];

    private static readonly string[] AllUsersFolders =
    [
        "etc/systemd/user", "run/systemd/user", "usr/local/lib/systemd/user", "usr/lib/systemd/user",
        "etc/containers/systemd/users", "usr/share/containers/systemd/users",
    ];

    private static readonly string[] HomeFolders = [".config/systemd/user", ".config/containers/systemd"];

    public static IEnumerable<UnitFolder> OfHost(string root) =>
        HostFolders.Select(folder => new UnitFolder(System.IO.Path.Join(root, folder), null, IsRoots: true));

    // The folders of units that every user's systemd loads.
    public static IEnumerable<UnitFolder> OfAllUsers(string root) =>
        AllUsersFolders.Select(folder => new UnitFolder(System.IO.Path.Join(root, folder), null, IsRoots: true));

    public static IEnumerable<UnitFolder> OfUser(string root, UserAccount user)
    {
        foreach (var folder in HomeFolders)
            yield return new UnitFolder(System.IO.Path.Join(user.Home, folder), user.Home, IsRoots: false);
        var quadlets = System.IO.Path.Join(root, "etc/containers/systemd/users", user.Id.ToString());
        yield return new UnitFolder(quadlets, user.Home, IsRoots: true);
    }

    // The EnvironmentFile= lines of all units in the folder.
    public IReadOnlyList<UnitLine> Lines()
    {
        var lines = new List<UnitLine>();
        var names = Entries(Path);
        AddLines(lines, Path, names.FindAll(name => UnitOf(name) is not null), name => UnitOf(name)!);
        foreach (var name in names.Where(name => name.EndsWith(".d", StringComparison.Ordinal)))
        {
            var dropIns = System.IO.Path.Join(Path, name);
            if (UnitOf(name[..^2]) is { } unit)
                AddLines(lines, dropIns, Entries(dropIns).FindAll(IsDropIn), _ => unit);
        }

        return lines;
    }

    // Returns: the service that the file defines; null for other files.
    private static string? UnitOf(string file) => System.IO.Path.GetExtension(file) is ".service" or ".container"
        ? System.IO.Path.GetFileNameWithoutExtension(file) + ".service"
        : null;

    private static bool IsDropIn(string file) => file.EndsWith(".conf", StringComparison.Ordinal);

    private static List<string> Entries(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return [];
            var names = Directory.EnumerateFileSystemEntries(folder).Select(path => System.IO.Path.GetFileName(path));
            return [.. names.Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // only its user can read it
        }
    }

    private void AddLines(List<UnitLine> lines, string folder, List<string> names, Func<string, string> unitOf)
    {
        if (names.Count == 0)
            return;
        try
        {
            using var opened = SafeFolder.Open(folder, fault => new IOException(fault.Reason));
            foreach (var name in names)
            {
                var (path, text) = IsRoots && LinkTarget(folder, name) is { } target
                    ? (target, ReadLinked(target))
                    : (System.IO.Path.Join(folder, name), Read(opened, name));
                if (!UnitLine.MayBeIn(text))
                    continue;
                foreach (var (number, line) in UnitText.JoinedLines(text))
                {
                    if (UnitLine.Parse(path, number, unitOf(name), Home, line) is { } found)
                        lines.Add(found);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The folder was removed, or is behind a link that its user could have placed.
        }
    }

    // Links to units are trusted only in root's folders, where 'systemctl link' creates them.
    private static string? LinkTarget(string folder, string name)
    {
        try
        {
            return File.ResolveLinkTarget(System.IO.Path.Join(folder, name), returnFinalTarget: true)?.FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A link to another unit of the host is an alias; that unit is read anyway.
    private static string ReadLinked(string target)
    {
        var folder = System.IO.Path.GetDirectoryName(target)!;
        if (HostFolders.Concat(AllUsersFolders).Any(units => folder.EndsWith("/" + units, StringComparison.Ordinal)))
            return "";
        try
        {
            using var opened = SafeFolder.Open(folder, fault => new IOException(fault.Reason));
            return Read(opened, System.IO.Path.GetFileName(target));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Returns: the empty text for a FIFO, a folder, a link or a file of another user.
    private static string Read(SafeFolder folder, string name)
    {
        try
        {
            using var file = folder.OpenFile(name, out var status);
            if (file is null || status.Size > MaxSize)
                return "";
            var bytes = new byte[status.Size];
            return Encoding.UTF8.GetString(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
