using System.Globalization;

namespace LabelHook.Acceptance.Ns8;

// The answers match those of NS8's own step: exit code, status and JSON.
public sealed class AllocatePortsTests
{
    private const string NotPermitted =
        """[{"field":"module_id","parameter":"module_id","value":"m1","error":"module_permission_denied"}]""";

    private const string ThreeMore = """{"ports":3,"module_id":"m1","protocol":"tcp","keep_existing":true}""";

    private const string ThreeNew = """{"ports":3,"module_id":"m1","protocol":"tcp","keep_existing":false}""";

    [Theory]
    [InlineData("", ThreeNew, "[20000,20002]")]
    [InlineData("", ThreeMore, "[20002,20004]")]
    [InlineData("", """{"ports":9000,"module_id":"m1","protocol":"udp","keep_existing":true}""", "[20000,28999]")]
    [InlineData("", """{"ports":1,"module_id":"m1_rsync","protocol":"tcp","keep_existing":false}""", "[20002,20002]")]
    [InlineData(
        "module/m1", """{"ports":4,"module_id":"m1","protocol":"tcp","keep_existing":false}""", "[20000,20003]")]
    [InlineData("module/m1", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":true}""", "[20002,20003]")]
    [InlineData(
        "module/m1",
        """{"ports":2.0,"module_id":"m1","protocol":"tcp","keep_existing":true,"color":"red"}""",
        "[20002,20003]")]
    public async Task An_authorized_request_gets_a_block(string user, string request, string answer)
    {
        await using var node = await StartAsync();

        var task = await node.SubmitAsync("allocate-ports", request, user);

        Assert.Equal(answer, task.Completed().Output.TrimEnd());
        Assert.Empty(task.Commands);
    }

    [Theory]
    [InlineData("module/m2", ThreeNew, 32, NotPermitted)]
    [InlineData("module/m2", ThreeMore, 32, NotPermitted)]
    [InlineData("admin", ThreeNew, 32, NotPermitted)]
    [InlineData("cluster", ThreeNew, 32, NotPermitted)]
    [InlineData("module/", ThreeNew, 32, NotPermitted)]
    [InlineData("module/m1 ", ThreeNew, 32, NotPermitted)]
    [InlineData("node/1", ThreeNew, 32, NotPermitted)]
    [InlineData("m1", ThreeNew, 32, NotPermitted)]
    [InlineData("module/M1", ThreeNew, 32, NotPermitted)]
    [InlineData(null, ThreeNew, 32, NotPermitted)]
    [InlineData(
        "module/m1",
        """{"ports":5.0,"module_id":"m1","protocol":"tcp","keep_existing":false}""",
        33,
        """[{"field":"ports","parameter":"ports","value":5.0,"error":"max_ports_exceeded"}]""")]
    [InlineData(
        "module/m1",
        """{"ports":99999999999,"module_id":"m1","protocol":"tcp","keep_existing":true}""",
        33,
        """[{"field":"ports","parameter":"ports","value":99999999999,"error":"max_ports_exceeded"}]""")]
    [InlineData(
        "module/m1",
        ThreeMore,
        33,
        """[{"field":"ports","parameter":"ports","value":3,"error":"max_ports_exceeded"}]""")]
    [InlineData(
        "module/m1",
        """{"ports":5,"module_id":"m1","protocol":"tcp","keep_existing":false}""",
        33,
        """[{"field":"ports","parameter":"ports","value":5,"error":"max_ports_exceeded"}]""")]
    [InlineData(
        "module/m1",
        """{"ports":1,"module_id":"m1","protocol":"udp","keep_existing":false}""",
        33,
        """[{"field":"ports","parameter":"ports","value":1,"error":"max_ports_exceeded"}]""")]
    public async Task An_unauthorized_request_is_rejected_with_the_field(
        string? user, string request, int exitCode, string answer)
    {
        await using var node = await StartAsync();
        var before = await node.SnapshotAsync();

        var task = await node.SubmitAsync("allocate-ports", request, user);

        Assert.Equal(
            (exitCode, "validation-failed", answer),
            (task.ExitCode, task.Status, task.SaidAsService().Output.TrimEnd()));
        Assert.Equal(["set-status validation-failed"], task.Commands);
        Assert.StartsWith("<3>", task.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Theory]
    [InlineData("""{"ports":0,"module_id":"m1","protocol":"tcp","keep_existing":false}""")]
    [InlineData("""{"ports":-1,"module_id":"m1","protocol":"tcp","keep_existing":true}""")]
    [InlineData("""{"ports":25002,"module_id":"m1","protocol":"tcp","keep_existing":false}""")]
    [InlineData("""{"ports":25001,"module_id":"m1","protocol":"tcp","keep_existing":true}""")]
    [InlineData("""{"ports":1,"module_id":"two words","protocol":"tcp","keep_existing":true}""")]
    public async Task A_request_that_cannot_be_met_fails_without_an_answer(string request)
    {
        await using var node = await StartAsync();
        var before = await node.SnapshotAsync();

        var task = await node.SubmitAsync("allocate-ports", request);

        Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        Assert.StartsWith("<3>", task.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task A_damaged_database_fails_without_an_answer()
    {
        await using var node = await StartAsync();
        await File.WriteAllTextAsync(node.Database, "damaged", TestContext.Current.CancellationToken);

        var task = await node.SubmitAsync("allocate-ports", ThreeNew);

        Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        Assert.Contains(node.Database, task.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(2, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public async Task The_quota_is_the_current_demand_in_the_cluster(int demand, int more)
    {
        await using var node = await AgentNode.StartAsync();
        (await node.AddAsync("m1", 3, 0)).Completed();
        await node.DemandAsync("m1", demand, 0);

        var task = await node.SubmitAsync(
            "allocate-ports", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":true}""", "module/m1");

        Assert.Equal(
            more == 2 ? (0, "[20003,20004]\n") : (
                33, """[{"field":"ports","parameter":"ports","value":2,"error":"max_ports_exceeded"}]""" + "\n"),
            (task.ExitCode, task.Output));
    }

    [Theory]
    [InlineData(7, 33)]
    [InlineData(5, 0)]
    public async Task The_quota_of_the_cluster_applies_to_a_module_without_a_record(int ports, int exitCode)
    {
        await using var node = await AgentNode.StartAsync();
        await node.DemandAsync("old1", 5, 0);

        var task = await node.SubmitAsync(
            "allocate-ports",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"ports":{{ports}},"module_id":"old1","protocol":"tcp","keep_existing":true}"""),
            "module/old1");

        Assert.Equal(exitCode, task.ExitCode);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("4.0")]
    [InlineData("4 ports")]
    public async Task A_demand_that_is_not_a_number_allocates_nothing(string demand)
    {
        await using var node = await StartAsync();
        await node.Redis.RunAsync("HSET", "cluster/tcp_ports_demand", "m1", demand);
        var before = await node.SnapshotAsync();

        foreach (var user in (string[])["module/m1", ""])
        {
            var task = await node.SubmitAsync("allocate-ports", ThreeNew, user);

            Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        }

        Assert.Equal(32, (await node.SubmitAsync("allocate-ports", ThreeNew, "module/m2")).ExitCode);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    [Fact]
    public async Task Without_Redis_nothing_is_allocated_and_a_wrong_caller_is_told_first()
    {
        await using var node = await StartAsync();
        await node.Redis.DisposeAsync();

        foreach (var user in (string[])["module/m1", ""])
        {
            var task = await node.SubmitAsync("allocate-ports", ThreeNew, user);

            Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
            Assert.StartsWith("<3>", task.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(32, (await node.SubmitAsync("allocate-ports", ThreeNew, "admin")).ExitCode);
    }

    // One module with a quota of four TCP ports that has two.
    private static async Task<AgentNode> StartAsync()
    {
        var node = await AgentNode.StartAsync();
        (await node.AddAsync("m1", 4, 0)).Completed();
        (await node.SubmitAsync(
            "allocate-ports", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":false}""")).Completed();
        return node;
    }
}
