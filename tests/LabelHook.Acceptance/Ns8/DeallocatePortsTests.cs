namespace LabelHook.Acceptance.Ns8;

public sealed class DeallocatePortsTests
{
    private const string Tcp = """{"module_id":"m1","protocol":"tcp"}""";

    [Theory]
    [InlineData("", Tcp, "[[20000,20001],[20002,20002]]")]
    [InlineData("module/m1", Tcp, "[[20000,20001],[20002,20002]]")]
    [InlineData("module/m1", """{"module_id":"m1","protocol":"udp"}""", "[]")]
    [InlineData("", """{"module_id":"nobody","protocol":"tcp"}""", "[]")]
    public async Task All_blocks_are_released_and_listed(string user, string request, string answer)
    {
        await using var node = await StartAsync();

        var task = await node.SubmitAsync("deallocate-ports", request, user);

        Assert.Equal(answer, task.Completed().Output.TrimEnd());
        Assert.Empty(task.Commands);
    }

    [Theory]
    [InlineData("module/m2")]
    [InlineData("admin")]
    public async Task Another_module_is_denied_without_an_answer(string user)
    {
        await using var node = await StartAsync();
        var before = await node.SnapshotAsync();

        var task = await node.SubmitAsync("deallocate-ports", Tcp, user);

        Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        Assert.StartsWith("<3>", task.Errors, StringComparison.Ordinal);
        Assert.Empty(task.Commands);
        Assert.Equal(before, await node.SnapshotAsync());
    }

    private static async Task<AgentNode> StartAsync()
    {
        var node = await AgentNode.StartAsync();
        (await node.SubmitAsync(
            "add-module",
            """{"module_id":"m1","is_rootfull":false,"environment":{"IMAGE_URL":"x/m:1"},"tcp_ports_demand":2,"udp_ports_demand":0}""")).Completed();
        (await node.SubmitAsync(
            "allocate-ports", """{"ports":1,"module_id":"m1","protocol":"tcp","keep_existing":true}""")).Completed();
        return node;
    }
}
