using LabelHook.Cluster.Leasing;

namespace LabelHook.Tests.Cluster;

public static class ChunksTests
{
    [Theory]
    [InlineData(20001, 45000, "20001-45000")]
    [InlineData(20002, 45000, "20501-45000")]
    [InlineData(20001, 44999, "20001-44500")]
    [InlineData(20001, 20499, "")]
    [InlineData(1, 65535, "1-65500")]
    public static void Chunks_are_completely_inside_the_band(int start, int end, string expected) =>
        Assert.Equal(expected, new Chunks(500).Inside(PortRange.Create(start, end)).ToString());

    [Theory]
    [InlineData(20001, 20001, "20001-20500")]
    [InlineData(20500, 20501, "20001-20500 20501-21000")]
    [InlineData(1, 2, "1-500")]
    public static void Chunks_have_the_same_ports_for_every_node(int start, int end, string expected) =>
        Assert.Equal(expected, string.Join(' ', new Chunks(500).Over(PortRange.Create(start, end))));
}
