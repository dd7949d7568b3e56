using LabelHook.Maps;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Status;

// What one look at the ports database tells about a node.
// Modules: The modules with a record or ports.
// RejectedImages: The images that the last scan rejected.
// LogStart: When the log begins; null without a log.
internal sealed record NodeStatus(PortMap Map, int Modules, int RejectedImages, DateTimeOffset? LogStart)
{
    public static NodeStatus Read(Node node)
    {
        using var database = node.Open(toRead: true);
        return new NodeStatus(
            PortMap.Read(node),
            new ModuleList(node).Read(null, out _).Count(module => module.Reserved is null),
            database.RefusedImages().Count,
            database.LogStart);
    }
}
