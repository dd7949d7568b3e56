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
        return database.Read(() => new NodeStatus(
            PortMap.Read(node, database), CountModules(database), database.RefusedImages().Count, database.LogStart));
    }

    private static int CountModules(PortsDatabase database)
    {
        var owners = ProtocolName.All.SelectMany(protocol => database.Allocations(protocol)).Select(row => row.Module);
        return database.Modules()
            .Select(record => record.Module)
            .Concat(owners.Where(owner => Reservation.Reason(owner) is null))
            .Distinct(StringComparer.Ordinal)
            .Count();
    }
}
