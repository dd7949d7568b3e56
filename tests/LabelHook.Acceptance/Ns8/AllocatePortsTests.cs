namespace LabelHook.Acceptance;

// The answers of NS8's own step: exit code, status and JSON.
public sealed class AllocatePortsTests
{
    private const string NotPermitted = """[{"field":"module_id","parameter":"module_id","value":"m1","error":"module_permission_denied"}]""";

    private const string ThreeMore = """{"ports":3,"module_id":"m1","protocol":"tcp","keep_existing":true}""";

    private const string ThreeNew = """{"ports":3,"module_id":"m1","protocol":"tcp","keep_existing":false}""";

    [Theory]
    [InlineData("", ThreeNew, "[20000,20002]")]
    [InlineData("", ThreeMore, "[20002,20004]")]
    [InlineData("", """{"ports":9000,"module_id":"m1","protocol":"udp","keep_existing":true}""", "[20000,28999]")]
    [InlineData("", """{"ports":1,"module_id":"m1_rsync","protocol":"tcp","keep_existing":false}""", "[20002,20002]")]
    [InlineData("module/m1", """{"ports":4,"module_id":"m1","protocol":"tcp","keep_existing":false}""", "[20000,20003]")]
    [InlineData("module/m1", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":true}""", "[20002,20003]")]
    public async Task A_request_within_its_rights_gets_a_block(string user, string request, string answer)
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
    [InlineData("module/m1", ThreeMore, 33, """[{"field":"ports","parameter":"ports","value":3,"error":"max_ports_exceeded"}]""")]
    [InlineData("module/m1", """{"ports":5,"module_id":"m1","protocol":"tcp","keep_existing":false}""", 33, """[{"field":"ports","parameter":"ports","value":5,"error":"max_ports_exceeded"}]""")]
    [InlineData("module/m1", """{"ports":1,"module_id":"m1","protocol":"udp","keep_existing":false}""", 33, """[{"field":"ports","parameter":"ports","value":1,"error":"max_ports_exceeded"}]""")]
    public async Task A_request_beyond_its_rights_is_refused_with_the_field(string user, string request, int exitCode, string answer)
    {
        await using var node = await StartAsync();
        var before = await node.SnapshotAsync();

        var task = await node.SubmitAsync("allocate-ports", request, user);

        Assert.Equal((exitCode, "validation-failed", answer), (task.ExitCode, task.Status, task.SaidAsService().Output.TrimEnd()));
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

    // One module that may have four TCP ports and has two.
    private static async Task<AgentNode> StartAsync()
    {
        var node = await AgentNode.StartAsync();
        (await node.SubmitAsync("add-module", """{"module_id":"m1","is_rootfull":false,"environment":{"IMAGE_URL":"x/m:1"},"tcp_ports_demand":4,"udp_ports_demand":0}""")).Completed();
        (await node.SubmitAsync("allocate-ports", """{"ports":2,"module_id":"m1","protocol":"tcp","keep_existing":false}""")).Completed();
        return node;
    }
}
