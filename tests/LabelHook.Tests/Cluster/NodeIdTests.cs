using LabelHook.Cluster.Publications;

namespace LabelHook.Tests.Cluster;

public static class NodeIdTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("web-1.example")]
    [InlineData("A_b")]
    public static void A_node_is_named_by_a_number_or_a_word(string text)
    {
        Assert.True(NodeId.TryParse(text, out var node));
        Assert.Equal(text, node.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("a/b")]
    [InlineData("a*")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234")]
    public static void Anything_else_is_no_name(string? text) => Assert.False(NodeId.TryParse(text, out _));

    [Fact]
    public static void Numbers_are_in_order_before_words()
    {
        string[] names = ["b", "10", "9", "a", "1"];

        Assert.Equal(
            ["1", "9", "10", "a", "b"],
            names.Select(TestPublication.Node).Order(NodeId.ByName).Select(node => node.ToString()));
    }

    [Theory]
    [InlineData("node/3/labelhook", "3")]
    [InlineData("node/3/vpn", "3")]
    [InlineData("node/web-1/labelhook", "web-1")]
    [InlineData("node/3/labelhook/tcp", "3")]
    [InlineData("node/3/labelhook/sctp", null)]
    [InlineData("node/3/roles/vpn", null)]
    [InlineData("node//labelhook", null)]
    [InlineData("node/labelhook", null)]
    [InlineData("module/3/labelhook", null)]
    [InlineData("node/a\u001bb/labelhook", null)]
    public static void A_key_tells_its_node(string key, string? node)
    {
        Assert.Equal(node is not null, NodeKeys.TryParse(key, out var found));
        Assert.Equal(node ?? "", found.ToString());
    }

    [Fact]
    public static void All_keys_of_a_node_are_below_its_own()
    {
        var keys = new NodeKeys(TestPublication.Node("3"));

        Assert.Equal("node/3/labelhook", keys.Summary);
        Assert.Equal("node/3/labelhook/tcp", keys.Ports(Protocol.Tcp));
        Assert.Equal("node/3/labelhook/udp", keys.Ports(Protocol.Udp));
        Assert.Equal("node/3/event/ports-changed", keys.Event);
    }
}
