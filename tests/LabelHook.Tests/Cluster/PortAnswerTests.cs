using LabelHook.Cluster.Publications;
using LabelHook.Cluster.Reading;
using LabelHook.Database;

namespace LabelHook.Tests.Cluster;

public static class PortAnswerTests
{
    [Theory]
    [InlineData(20001, "Module", "mail1", "20001-20002")]
    [InlineData(20003, "Reserved", "SIP trunk", "20003")]
    [InlineData(20080, "Excluded", null, "")]
    [InlineData(20004, "Free", null, "")]
    [InlineData(30000, "", null, "")]
    [InlineData(30001, "Module", "old1", "30001")]
    public static void A_node_says_who_has_a_port(int port, string kind, string? owner, string block)
    {
        var ports = TestPublication.Ports("mail1:20001-20002/tcp old1:30001/tcp");
        var reserved = new AllocationRow(9, Reservation.Owner("SIP trunk"), PortRange.Create(20003, 20003), false);
        var band = ports.Band with { Excluded = [PortRange.Create(20080, 20080)] };
        var view = ClusterViewTests.View(
            0, ("1", TestPublication.Hashes(ports with { Tcp = [.. ports.Tcp, reserved], Band = band })));

        var answer = Assert.Single(PortAnswer.Find(view, port, [Protocol.Tcp]));

        Assert.Equal((kind, owner, block), ($"{answer.Kind}", answer.Owner, answer.Block.ToString()));
    }

    [Fact]
    public static void Each_node_answers_for_each_protocol()
    {
        var hashes = TestPublication.Hashes(TestPublication.Ports("mail1:20001/tcp"));
        var view = ClusterViewTests.View(0, ("1", hashes), ("2", NodeHashes.Nothing), ("3", hashes));

        var answers = PortAnswer.Find(view, 20001, ProtocolName.All);

        Assert.Equal(
            ["1 Tcp mail1", "1 Udp ", "3 Tcp mail1", "3 Udp "],
            answers.Select(answer => $"{answer.Node.Id} {answer.Protocol} {answer.Owner}"));
    }
}
