using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Documents;

// MoreFit: Null when the image demands no ports.
// KeepsPorts: Null when no module was named, and on its own node.
internal sealed record NodeRoomDocument(string Node, bool Fits, int? MoreFit, bool? KeepsPorts)
{
    public static NodeRoomDocument From(NodeRoom room, int count) =>
        new(room.Node.Id.ToString(), room.Has(count), room.Times, room.Keeps);
}
