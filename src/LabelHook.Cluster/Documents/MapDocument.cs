using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Documents;

internal sealed record MapDocument(
    IReadOnlyList<NodeDocument> Nodes, IReadOnlyList<NodeMapDocument> Maps, IReadOnlyList<string> Warnings)
{
    public static MapDocument From(ClusterView view) =>
        new(NodeDocument.FromAll(view), [.. view.Readable.Select(NodeMapDocument.From)], view.Warnings);
}
