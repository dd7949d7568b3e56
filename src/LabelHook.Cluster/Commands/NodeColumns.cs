using LabelHook.Cluster.Reading;

namespace LabelHook.Cluster.Commands;

// The columns that tell how much each line of a table can be relied on.
internal static class NodeColumns
{
    public static readonly string[] Heads = ["NODE", "GENERATION", "AGE"];

    // The node must have a publication.
    public static string[] For(ClusterNode node)
    {
        var age = AgeText.For(node.Age);
        return
        [
            node.Id.ToString(),
            $"{node.Publication!.Ports.Generation}",
            node.State == NodeState.Stale ? $"{age}, stale" : age,
        ];
    }
}
