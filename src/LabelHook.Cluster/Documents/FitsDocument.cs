using LabelHook.Cluster.Reading;
using LabelHook.Labels;

namespace LabelHook.Cluster.Documents;

internal sealed record FitsDocument(
    string Image,
    int TcpPortsDemand,
    int UdpPortsDemand,
    int Count,
    string? Keep,
    IReadOnlyList<NodeDocument> Nodes,
    IReadOnlyList<NodeRoomDocument> Rooms,
    IReadOnlyList<string> Warnings)
{
    public static FitsDocument From(
        string image,
        ModuleLabels demand,
        int count,
        ModulePlace? moved,
        ClusterView view,
        IEnumerable<NodeRoom> rooms) =>
        new(
            image,
            demand.Tcp,
            demand.Udp,
            count,
            moved?.Module,
            NodeDocument.FromAll(view),
            [.. rooms.Select(room => NodeRoomDocument.From(room, count))],
            view.Warnings);
}
