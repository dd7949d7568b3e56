using LabelHook.Cli.Json;
using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Documents;

internal sealed record NodeMapDocument(
    string Node, PortsDocument? Band, IReadOnlyList<ProtocolMapDocument> Protocols)
{
    public static NodeMapDocument From(ClusterNode node) => new(
        node.Id.ToString(),
        PortsDocument.FromRange(node.Publication!.Ports.Band.Range),
        [.. ProtocolName.All.Select(protocol => ProtocolMapDocument.From(node.Map(protocol)))]);
}
