using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Publishing;

namespace LabelHook.Cluster.Documents;

// Outcome: published, confirmed or unchanged.
internal sealed record PublishDocument(
    string Node,
    string Outcome,
    long Publication,
    long Generation,
    string Registry,
    DateTime Time,
    IReadOnlyList<string> Warnings)
{
    public static PublishDocument From(NodeId node, PublishResult result, IReadOnlyList<string> warnings) => new(
        node.ToString(),
        Word(result.Outcome),
        result.Publication.Number,
        result.Publication.Ports.Generation,
        result.Publication.Ports.Registry,
        result.Publication.Time.UtcDateTime,
        warnings);

    public static string Word(PublishOutcome outcome) => outcome.ToString().ToLowerInvariant();
}
