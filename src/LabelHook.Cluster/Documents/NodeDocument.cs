using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Documents;

// State: current, stale, silent or broken; without a publication the other members are null.
internal sealed record NodeDocument(
    string Node,
    string State,
    long? Publication,
    long? Generation,
    string? Registry,
    DateTime? Time,
    long? AgeSeconds)
{
    public static NodeDocument From(ClusterNode node) => new(
        node.Id.ToString(),
        Word(node.State),
        node.Publication?.Number,
        node.Publication?.Ports.Generation,
        node.Publication?.Ports.Registry,
        node.Publication?.Time.UtcDateTime,
        node.Publication is null ? null : (long)node.Age.TotalSeconds);

    public static IReadOnlyList<NodeDocument> FromAll(ClusterView view) => [.. view.Nodes.Select(From)];

    public static string Word(NodeState state) => state.ToString().ToLowerInvariant();
}
