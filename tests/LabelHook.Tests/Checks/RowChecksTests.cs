using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class RowChecksTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();
    private readonly FakeHost _host;

    public RowChecksTests() => _host = new FakeHost(_node.Folder);

    [Fact]
    public void Inconsistent_rows_of_an_upstream_database_are_reported_and_kept()
    {
        TestNode.MakeUpstreamDatabase(_node.Database, """
            INSERT INTO TCP_PORTS VALUES
                (20001, 20002, 'one'), (20002, 20003, 'two'), (2, 0, 'one'), (44996, 45015, 'one'),
                (18000, 18000, 'two')
            """);
        _node.WriteEnvironment("one", "TCP_PORTS_RANGE=20001-20002\n");
        _node.WriteEnvironment("two", "TCP_PORTS_RANGE=20002-20003\n");
        var before = _node.Allocations;

        var result = _node.Check(_host, repair: true);

        Assert.Equal(
            "overlap: tcp ports 20002-20003 of two overlap 20001-20002 of one and were not changed\n"
            + "invalid-row: a row of the tcp ports is not a block of ports: \"2-0 of one\"\n"
            + "partly-outside-band: tcp ports 44996-45015 of one are partly outside the band 20001-45000\n"
            + "outside-band: tcp ports 18000 of two are outside the band 20001-45000",
            result.Text());
        Assert.Empty(result.Repaired);
        Assert.Equal(before, _node.Allocations);
    }

    [Fact]
    public void A_claimed_block_outside_the_band_is_reported_and_the_node_is_clean()
    {
        _node.Install(One, 1);
        _node.PortRequests.Claim(One, PortRange.Create(443, 443), Protocol.Tcp);

        var result = _node.Check(_host);

        Assert.Equal("outside-band: tcp ports 443 of one are outside the band 20001-45000", result.Text());
        Assert.True(result.IsClean);
    }

    public void Dispose() => _node.Dispose();
}
