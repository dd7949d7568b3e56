using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Reading;
using LabelHook.Cluster.Store;

namespace LabelHook.Tests.Cluster;

public static class ClusterViewTests
{
    [Theory]
    [InlineData(0, "Current", null)]
    [InlineData(3600, "Current", null)]
    [InlineData(3601, "Stale", "node 3 is stale: it last published 1 h ago, and its ports may have changed since")]
    [InlineData(-300, "Current", null)]
    [InlineData(
        -301,
        "Current",
        "node 3 published at 2026-11-26T12:00:00Z, which is in the future: compare its clock with this node's")]
    public static void The_age_of_a_publication_decides_whether_it_is_stale(int seconds, string state, string? warning)
    {
        var view = View(seconds, ("3", TestPublication.Hashes(TestPublication.Ports())));

        var node = Assert.Single(view.Nodes);
        Assert.Equal((state, Math.Max(0, seconds)), ($"{node.State}", (int)node.Age.TotalSeconds));
        Assert.Equal(warning is null ? [] : [warning], view.Warnings);
    }

    [Fact]
    public static void A_silent_node_and_a_broken_one_are_named_and_the_others_are_shown()
    {
        var good = TestPublication.Hashes(TestPublication.Ports());

        var view = View(0, ("1", NodeHashes.Nothing), ("2", good.With("band", "all")), ("3", good));

        Assert.Equal([NodeState.Silent, NodeState.Broken, NodeState.Current], view.Nodes.Select(node => node.State));
        Assert.Equal("3", Assert.Single(view.Readable).Id.ToString());
        Assert.Equal(
            [
                "node 1 has published nothing; run 'labelhook-cluster publish' there",
                "node 2 is ignored: it has an invalid band \"all\"",
            ],
            view.Warnings);
    }

    [Fact]
    public static void A_fault_of_the_store_breaks_one_node()
    {
        var node = new StoredNode(TestPublication.Node("3"), NodeHashes.Nothing, "has a key that is not a hash");

        var view = ClusterView.Build([node], TestPublication.Now);

        Assert.Equal(NodeState.Broken, Assert.Single(view.Nodes).State);
        Assert.Equal(["node 3 is ignored: it has a key that is not a hash"], view.Warnings);
    }

    [Fact]
    public static void Ports_without_a_summary_break_a_node()
    {
        var hashes = NodeHashes.Nothing with { Tcp = new Dictionary<string, string> { ["m1"] = "20001" } };

        Assert.Equal(NodeState.Broken, Assert.Single(View(0, ("3", hashes)).Nodes).State);
    }

    [Fact]
    public static void A_cluster_without_nodes_is_said() =>
        Assert.Equal(
            ["no node has published its ports; run 'labelhook-cluster publish' on each node"], View(0).Warnings);

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(3599, "59 min")]
    [InlineData(3600, "1 h")]
    [InlineData(172799, "47 h")]
    [InlineData(172800, "2 d")]
    public static void An_age_has_one_unit(int seconds, string text) =>
        Assert.Equal(text, AgeText.For(TimeSpan.FromSeconds(seconds)));

    internal static ClusterView View(int seconds, params (string Node, NodeHashes Hashes)[] nodes) => ClusterView.Build(
        nodes.Select(node => new StoredNode(TestPublication.Node(node.Node), node.Hashes)),
        TestPublication.Now.AddSeconds(seconds));
}
