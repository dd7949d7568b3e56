using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Documents;

internal sealed record WhoDocument(
    int Port,
    IReadOnlyList<NodeDocument> Nodes,
    IReadOnlyList<PortAnswerDocument> Answers,
    IReadOnlyList<string> Warnings)
{
    public static WhoDocument From(int port, ClusterView view, IEnumerable<PortAnswer> answers) =>
        new(port, NodeDocument.FromAll(view), [.. answers.Select(PortAnswerDocument.From)], view.Warnings);
}
