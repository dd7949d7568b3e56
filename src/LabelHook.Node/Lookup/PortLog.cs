using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Lookup;

// Reads the log of all changes of allocations.
internal sealed class PortLog(Node node)
{
    // module, port, protocol: Only changes of this module, or of this port; null for all.
    // since: Only changes from this time on; null for all.
    // Returns: the changes, oldest first.
    public IReadOnlyList<LogEntry> Read(ModuleName? module, int? port, Protocol? protocol, DateTimeOffset? since)
    {
        using var database = node.Open(toRead: true);
        return database.Read(() =>
        {
            var last = database.LastChanges();
            var rows = database.Log(module?.ToString(), port)
                .Where(row => (protocol is null || row.Protocol == protocol) && (since is null || row.Time >= since));
            return rows.Select(row => new LogEntry(row, last.Contains(row.Id) ? UndoCommand.For(row, database) : null)).ToList();
        });
    }

    // Throws: the log begins later.
    public IReadOnlyList<PastOwner> OwnersAt(int port, IEnumerable<Protocol> protocols, DateTimeOffset time)
    {
        using var database = node.Open(toRead: true);
        return database.Read(() =>
        {
            if (database.LogStart is not { } start || time < start)
                throw new LabelHookException(LookupProblems.BeforeLog(time, database.LogStart));
            return protocols.Select(protocol => OwnerAt(database, port, protocol, time)).ToList();
        });
    }

    // Undoes the later changes. The clock may have jumped back: of the changes that are not later, the last one counts.
    private static PastOwner OwnerAt(PortsDatabase database, int port, Protocol protocol, DateTimeOffset time)
    {
        var changes = database.Log(port: port).Where(row => row.Protocol == protocol).ToList();
        var later = changes.FindLastIndex(row => row.Time <= time) + 1;
        var owners = database.Allocations(protocol)
            .Where(row => row.Ports.Contains(port))
            .Select(row => row.Module)
            .ToList();
        foreach (var change in changes.Skip(later).Reverse())
        {
            if (change.IsAllocated)
                owners.Remove(change.Module);
            else
                owners.Add(change.Module);
        }

        var owner = owners.FirstOrDefault();
        var allocated = changes.Take(later).LastOrDefault(row => row.IsAllocated && row.Module == owner);
        return new PastOwner(protocol, owner, allocated);
    }
}
