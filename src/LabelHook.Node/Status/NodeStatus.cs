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
                CountModules(records.Select(record => record.Module), Owners(rows.Values)),
                database.RefusedImages().Count,
                database.LogStart);
        });
    }

    // recorded: The names of the modules with a record.
    // owners: The owners of ports, without reservations.
    public static int CountModules(IEnumerable<string> recorded, IEnumerable<string> owners) =>
        recorded.Concat(owners).Distinct(StringComparer.Ordinal).Count();

    private static IEnumerable<string> Owners(IEnumerable<List<AllocationRow>> rows) => rows
        .SelectMany(ofProtocol => ofProtocol)
        .Select(row => row.Module)
        .Where(owner => Reservation.Reason(owner) is null);
}
