using LabelHook.Database;
using LabelHook.Linux;

namespace LabelHook.Ports;

// The ports databases of this host that are not the one in use: a rootless user has a database of their own, and must
// not get ports that the host's allocates. A database that cannot be read is left out: like the look at sockets, this
// is advice.
// own: The database in use.
// known: Where the host's databases are.
// wait: How long others may keep a database.
internal sealed class OtherDatabases(string own, IEnumerable<string> known, TimeSpan wait)
{
    // Those that exist. One that an unprivileged user can write could claim every port.
    public IEnumerable<string> Paths => known.Where(path => IsOther(path, own) && IsOfRoot(path));

    // The rows of a protocol, each with its database.
    public IReadOnlyList<(string Database, AllocationRow Row)> Held(Protocol protocol) =>
        [.. Paths.SelectMany(path => Read(path, protocol).Select(row => (path, row)))];

    private List<AllocationRow> Read(string path, Protocol protocol)
    {
        try
        {
            using var database = PortsDatabase.OpenToRead(path, wait);
            return database.Held(protocol);
        }
        catch (LabelHookException)
        {
            return [];
        }
    }

    private static bool IsOther(string path, string own) =>
        FileStatus.Of(path, out var status) == 0 && status is { IsRegular: true, Size: > 0 }
        && (FileStatus.Of(own, out var mine) != 0 || (mine.Device, mine.Inode) != (status.Device, status.Inode));

    private static bool IsOfRoot(string path) => FileStatus.Of(path, out var status) == 0 && status is { Owner: 0, IsWritableByOthers: false };
}
