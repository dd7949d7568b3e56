using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Adoptions;

public sealed class UpstreamDatabaseTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();

    [Fact]
    public void Rows_are_adopted_and_ports_of_doubtful_rows_are_reserved()
    {
        _node.WriteUpstream("""
            INSERT INTO TCP_PORTS VALUES
                (20001, 20004, 'mail1'), (20006, 20006, 'mail1'), (2, 0, 'odd1'), ('x', 'y', 'odd2'),
                (18000, 18000, 'low1'), (20010, 20013, 'a1'), (20012, 20015, 'b1'), (20020, 20020.5, 'half1'),
                (20030, 20031, 'c1'), (20031, 20033, 'c1'), (70000, 70001, 'far1');
            INSERT INTO UDP_PORTS VALUES (20001, 20001, 'dns1'), (20002, 20002, 'dns1_rsync')
            """);
        var before = File.ReadAllBytes(_node.Folder["upstream"]);

        var plan = _node.Adopt(_node.Folder["upstream"]);

        Assert.Equal(
            "c1:20030-20033/tcp dns1:20001/udp dns1_rsync:20002/udp low1:18000/tcp "
                + "mail1:20001-20004/tcp mail1:20006/tcp "
                + "reserved: in doubt: 20010-20013 of a1, 20012-20015 of b1:20010-20015/tcp "
                + "reserved: in doubt: 20020-20020.5 of half1:20020-20021/tcp",
            _node.Allocations);
        Assert.Equal(6, plan.Warnings.Count);
        Assert.Equal("20005", $"{_node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true).Ports}");
        Assert.Equal(before, File.ReadAllBytes(_node.Folder["upstream"]));
    }

    [Fact]
    public void The_block_that_an_environment_file_names_becomes_the_first_of_its_module()
    {
        _node.WriteUpstream("INSERT INTO TCP_PORTS VALUES (20001, 20001, 'one'), (20005, 20006, 'one')");
        _node.WriteEnvironment("one", "TCP_PORT=20005\nTCP_PORTS=20005,20006\nTCP_PORTS_RANGE=20005-20006\n");

        _node.Adopt(_node.Folder["upstream"]);

        var result = _node.Install(One, 2);
        Assert.Equal("20005-20006", $"{result.Tcp}");
        Assert.Contains("one:20001/tcp", _node.Allocations, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_upstream_database_is_an_error() =>
        Assert.Equal(
            "LH3303", Assert.Throws<LabelHookException>(() => _node.Adopt(_node.Folder["upstream"])).Problem.Code);

    public void Dispose() => _node.Dispose();
}
