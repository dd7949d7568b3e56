using LabelHook.Cluster.Publications;

namespace LabelHook.Cluster.Reading;

internal static class ClusterWarnings
{
    public const string Empty = "no node has published its ports; run 'labelhook-cluster publish' on each node";

    public static string Silent(NodeId node) =>
        $"node {node} has published nothing; run 'labelhook-cluster publish' there";

    public static string Stale(NodeId node, TimeSpan age) =>
        $"node {node} is stale: it last published {AgeText.For(age)} ago, and its ports may have changed since";

    // fault: What is wrong, for a sentence that starts with the node.
    public static string Broken(NodeId node, string fault) => $"node {node} is ignored: it {fault}";

    public static string Ahead(NodeId node, DateTimeOffset time) =>
        $"node {node} published at {PublicationText.Time(time)}, which is in the future: "
        + "compare its clock with this node's";
}
