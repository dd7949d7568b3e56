using LabelHook.Database;
using LabelHook.Linux;

namespace LabelHook.Ports;

// The other ports databases of this host: a rootless user has one of their own, and must not get ports that the host
// has allocated. Like the look at sockets this is advice, so a database that cannot be read is left out.
// own: The database in use.
// known: Where the host's databases are.
// wait: How long to wait for a lock.
internal sealed class OtherDatabases(string own, IEnumerable<string> known, TimeSpan wait)
{
    // Those that exist. One that an unprivileged user can write to could claim every port.
    public IEnumerable<string> Paths => known.Where(IsTrustedOther);

    // The rows of a protocol, each with its database.
    public IReadOnlyList<(string Database, AllocationRow Row)> Allocations(Protocol protocol) =>
        [.. Paths.SelectMany(path => Read(path, protocol).Select(row => (path, row)))];

    private List<AllocationRow> Read(string path, Protocol protocol)
    {
        try
        {
            using var database = PortsDatabase.OpenToRead(path, wait);
            return database.Allocations(protocol);
        }
        catch (LabelHookException)
        {
            return [];
        }
    }

    private bool IsTrustedOther(string path)
    {
        var isDatabase = FileStatus.Read(path, out var status) == 0 && status is { IsRegular: true, Size: > 0 };
        if (!isDatabase || status is not { Owner: 0, IsWritableByOthers: false })
            return false;
        var isOwn = FileStatus.Read(own, out var mine) == 0 && (mine.Device, mine.Inode) == (status.Device, status.Inode);
        return !isOwn;
    }
}
