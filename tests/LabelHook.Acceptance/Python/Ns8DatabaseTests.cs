namespace LabelHook.Acceptance.Python;

// One file, two programs: what NS8's own code has written and goes on to write.
public sealed class Ns8DatabaseTests
{
    [Fact]
    public async Task A_database_of_NS8_is_used_in_place()
    {
        await using var node = new PythonNode();
        await node.MakeNs8DatabaseAsync(
            "INSERT INTO TCP_PORTS VALUES (20001, 20004, 'mail1'), (20006, 20006, 'mail1'); INSERT INTO UDP_PORTS "
                + "VALUES (20001, 20001, 'dns1')");

        Assert.Equal(
            "(5, 1)", await node.EvaluateAsync("(get_tcp_ports_by_module('mail1'), get_udp_ports_by_module('dns1'))"));
        Assert.Equal("(20005, 20005)", await node.EvaluateAsync("allocate_ports(1, 'web1', 'tcp')"));
        Assert.Equal("(20007, 20008)", await node.EvaluateAsync("allocate_ports(2, 'web1', 'tcp', True)"));
        Assert.Equal("[(20001, 20004), (20006, 20006)]", await node.EvaluateAsync("deallocate_ports('mail1', 'tcp')"));

        Assert.Equal("20005|20005|web1\n20007|20008|web1", await node.SqlAsync("SELECT * FROM TCP_PORTS"));
        Assert.Equal("delete", await node.SqlAsync("PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Later_rows_of_NS8_are_respected()
    {
        await using var node = new PythonNode();
        await node.EvaluateAsync("allocate_ports(1, 'm1', 'tcp')");

        await node.SqlAsync(
            "INSERT INTO TCP_PORTS VALUES (20002, 20009, 'm2'); DELETE FROM TCP_PORTS WHERE module = 'm1'");

        Assert.Equal("(20001, 20001)", await node.EvaluateAsync("allocate_ports(1, 'm3', 'tcp')"));
        Assert.Equal("(20010, 20010)", await node.EvaluateAsync("allocate_ports(1, 'm4', 'tcp')"));
        Assert.Equal("8", await node.EvaluateAsync("get_tcp_ports_by_module('m2')"));
    }

    [Theory]
    [InlineData("INSERT INTO TCP_PORTS VALUES (20002, 20002, 'm2')", "overlap")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (1, 65535, 'm2')", "overlap")]
    [InlineData("UPDATE TCP_PORTS SET end = 20002 WHERE module = 'm0'", "overlap")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (65535, 65536, 'm2')", "65535")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (0, 1, 'm2')", "65535")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (2, 0, 'm2')", "65535")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (30000, 30000.5, 'm2')", "whole")]
    [InlineData("INSERT INTO TCP_PORTS VALUES ('garbage', 'garbage', 'm2')", "whole")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (30000, 30000, '')", "named")]
    public async Task Conflicting_rows_of_NS8_are_rejected(string statement, string reason)
    {
        await using var node = new PythonNode();
        await node.MakeNs8DatabaseAsync("INSERT INTO TCP_PORTS VALUES (19000, 19000, 'm0')");
        await node.EvaluateAsync("allocate_ports(3, 'm1', 'tcp')");
        var before = await node.SnapshotAsync();

        var result = await node.TrySqlAsync(statement);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(reason, result.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData("(20001, 20004, 'a1'), (20003, 20006, 'b1')", "(20007, 20008)", 4)]
    [InlineData("(2, 0, 'a1'), (20001, 20001, 'b1')", "(20002, 20003)", 0)]
    [InlineData("(5000, 5000, 'a1'), (20001, 20001, 'b1')", "(20002, 20003)", 1)]
    [InlineData("('garbag', 'garbage', 'a1'), (20001, 20001, 'b1')", "(20002, 20003)", 0)]
    [InlineData("(20001, 20002, 'a1'), (20002, 20003, 'a1')", "(20004, 20005)", 3)]
    public async Task Existing_invalid_rows_are_kept_and_never_cause_a_duplicate_allocation(
        string rows, string given, int count)
    {
        await using var node = new PythonNode();
        await node.MakeNs8DatabaseAsync($"INSERT INTO TCP_PORTS VALUES {rows}");
        var before = await node.SqlAsync("SELECT * FROM TCP_PORTS");

        var result = await node.Python.RunAsync(
            "-c",
            "import node.ports_manager as p; print(p.get_tcp_ports_by_module('a1')); print(p.allocate_ports(2, "
                + "'new1', 'tcp'))");

        Assert.Equal($"{count}\n{given}\n", result.Succeeded().Output);
        Assert.StartsWith(before, await node.SqlAsync("SELECT * FROM TCP_PORTS"), StringComparison.Ordinal);
    }
}
