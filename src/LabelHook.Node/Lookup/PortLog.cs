using LabelHook.Database;
using LabelHook.Nodes;

namespace LabelHook.Lookup;

// Reads the log of all changes of allocations.
internal sealed class PortLog(Node node) : IDisposable
{
    private readonly PortsDatabase _database = node.Open(toRead: true);

    // module, port, protocol: Only changes of this module, or of this port; null for all.
    // since: Only changes from this time on; null for all.
    // Returns: the changes until now, oldest first. Each enumeration reads them again.
    public IEnumerable<LogEntry> Read(ModuleName? module, int? port, Protocol? protocol, DateTimeOffset? since)
    {
        var owner = module?.ToString();
        var (newest, last, blocks) = _database.Read(
            () => (_database.LastChange, _database.LastChanges(), BlocksOf(owner)));
        return _database.Log(owner, port, newest)
            .Where(row => (protocol is null || row.Protocol == protocol) && (since is null || row.Time >= since))
            .Select(row => new LogEntry(row, last.BinarySearch(row.Id) < 0 ? null : UndoCommand.For(row, BlocksBy(row))));

        List<AllocationRow> BlocksBy(LogRow row) => [.. blocks[(row.Protocol, row.Module)]];
    }

    // Throws: the log begins later.
    public IReadOnlyList<PastOwner> OwnersAt(int port, IEnumerable<Protocol> protocols, DateTimeOffset time)
    {
        return _database.Read(() =>
        {
            if (_database.LogStart is not { } start || time < start)
                throw new LabelHookException(LookupProblems.BeforeLog(time, _database.LogStart));
            return protocols.Select(protocol => OwnerAt(_database, port, protocol, time)).ToList();
        });
    }

    public void Dispose() => _database.Dispose();

    // owner: The only owner; null for all.
    private ILookup<(Protocol Protocol, string Module), AllocationRow> BlocksOf(string? owner)
    {
        var rows = ProtocolName.All.SelectMany(
            protocol => owner is null ? _database.Allocations(protocol) : _database.AllocationsOf(protocol, owner),
            (protocol, row) => (protocol, row));
        return rows.ToLookup(held => (held.protocol, held.row.Module), held => held.row);
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
