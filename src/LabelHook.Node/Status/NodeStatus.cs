using LabelHook.Database;
using LabelHook.Maps;
using LabelHook.Nodes;

namespace LabelHook.Status;

// What the ports database says about a node.
// Modules: The number of modules with a record or ports.
// RejectedImages: The number of images that the last scan rejected.
// LogStart: When the log begins; null without a log.
internal sealed record NodeStatus(PortMap Map, int Modules, int RejectedImages, DateTimeOffset? LogStart)
{
    public static NodeStatus Read(Node node)
    {
        using var database = node.Open(toRead: true);
        return database.Read(() =>
        {
            var rows = ProtocolName.All.ToDictionary(protocol => protocol, database.Allocations);
            var records = database.Modules();
            return new NodeStatus(
                PortMap.Build(node, node.BandIn(database), protocol => rows[protocol], records),
                CountModules(records, rows.Values),
                database.RefusedImages().Count,
                database.LogStart);
        });
    }

    private static int CountModules(IEnumerable<ModuleRecord> records, IEnumerable<List<AllocationRow>> rows)
    {
        var owners = rows.SelectMany(ofProtocol => ofProtocol).Select(row => row.Module);
        return records
            .Select(record => record.Module)
            .Concat(owners.Where(owner => Reservation.Reason(owner) is null))
            .Distinct(StringComparer.Ordinal)
            .Count();
    }
}
