using System.Globalization;

namespace LabelHook.Acceptance;

// A module comes, is updated and goes, with NS8's own steps beside LabelHook's.
public sealed class ModuleLifeTests
{
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 0, "TCP_PORT=20000 TCP_PORTS=20000")]
    [InlineData(2, 1, "TCP_PORT=20000 TCP_PORTS=20000,20001 TCP_PORTS_RANGE=20000-20001 UDP_PORT=20000 UDP_PORTS=20000")]
    [InlineData(0, 9, "UDP_PORT=20000 UDP_PORTS_RANGE=20000-20008")]
    public async Task NS8s_own_step_finds_the_ports_that_are_held_for_the_new_module(int tcp, int udp, string variables)
    {
        await using var node = await AgentNode.StartAsync();

        var task = (await node.SubmitAsync("add-module", Added("m1", tcp, udp))).Completed();

        var written = await File.ReadAllLinesAsync(Path.Combine(node.State, "m1"), TestContext.Current.CancellationToken);
        Assert.Equal(variables, string.Join(' ', written.Where(line => !line.StartsWith("IMAGE", StringComparison.Ordinal)).Order(StringComparer.Ordinal)));
        Assert.Equal("""{"redis_sha256": "0"}""", task.SaidAsService().Output);
        Assert.All(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries), variable =>
            Assert.Contains($"\"{variable.Replace("=", "\":\"", StringComparison.Ordinal)}\"", task.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_module_that_cannot_have_its_ports_is_not_begun()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync("allocate-ports", """{"ports":25000,"module_id":"big","protocol":"udp","keep_existing":false}""");

        var task = await node.SubmitAsync("add-module", Added("m1", 2, 2));

        Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        Assert.False(File.Exists(Path.Combine(node.State, "m1")));
        Assert.Equal("0", await node.SqlAsync("SELECT count(*) FROM TCP_PORTS"));
    }

    [Fact]
    public async Task A_demand_that_grew_is_the_new_quota_and_gives_the_ports()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync("add-module", Added("m1", 2, 0));

        var task = (await node.SubmitAsync("update-module", """{"module_id":"m1","tcp_ports_demand":4,"udp_ports_demand":1}""")).Completed();

        Assert.Equal("""{"tcp":[[20000,20003]],"udp":[[20000,20000]],"moved":[]}""", task.Output.TrimEnd());
        (await node.SubmitAsync("allocate-ports", """{"ports":4,"module_id":"m1","protocol":"tcp","keep_existing":false}""", "module/m1")).Completed();
    }

    [Fact]
    public async Task A_block_that_had_to_move_is_named_with_both_places()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync("add-module", Added("m1", 2, 0));
        await node.SubmitAsync("add-module", Added("m2", 1, 0));

        var task = (await node.SubmitAsync("update-module", """{"module_id":"m1","tcp_ports_demand":3,"udp_ports_demand":0}""")).Completed();

        Assert.Equal("""{"tcp":[[20003,20005]],"udp":[],"moved":[{"protocol":"tcp","from":[20000,20001],"to":[20003,20005]}]}""", task.Output.TrimEnd());
    }

    [Fact]
    public async Task A_demand_that_fell_takes_nothing_away_and_is_the_new_quota()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync("add-module", Added("m1", 4, 0));

        var task = (await node.SubmitAsync("update-module", """{"module_id":"m1","tcp_ports_demand":2,"udp_ports_demand":0}""")).Completed();

        Assert.Equal("""{"tcp":[[20000,20003]],"udp":[],"moved":[]}""", task.Output.TrimEnd());
        Assert.Equal(33, (await node.SubmitAsync("allocate-ports", """{"ports":3,"module_id":"m1","protocol":"tcp","keep_existing":false}""", "module/m1")).ExitCode);
    }

    [Fact]
    public async Task A_module_that_goes_takes_its_helpers_along_and_nobody_else()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync("add-module", Added("m1", 2, 1));
        await node.SubmitAsync("add-module", Added("m10", 1, 0));
        await node.SubmitAsync("allocate-ports", """{"ports":1,"module_id":"m1_rsync","protocol":"tcp","keep_existing":false}""");
        await node.SubmitAsync("allocate-ports", """{"ports":1,"module_id":"m1_rsync","protocol":"udp","keep_existing":false}""");

        var task = (await node.SubmitAsync("remove-module", """{"module_id":"m1","preserve_data":false}""")).Completed();

        Assert.Equal("{}", task.SaidAsService().Output.TrimEnd());
        Assert.Equal("m10", await node.SqlAsync("SELECT module FROM TCP_PORTS UNION ALL SELECT module FROM UDP_PORTS"));
        (await node.SubmitAsync("remove-module", """{"module_id":"m1","preserve_data":true}""")).Completed();
    }

    [Fact]
    public async Task Ports_that_cannot_be_given_back_do_not_stop_a_removal()
    {
        await using var node = await AgentNode.StartAsync();
        await File.WriteAllTextAsync(node.Database, "damaged", TestContext.Current.CancellationToken);

        var task = (await node.SubmitAsync("remove-module", """{"module_id":"m1","preserve_data":false}""")).Completed();

        Assert.Contains("<4>", task.SaidAsService().Errors, StringComparison.Ordinal);
        Assert.Equal("damaged", await File.ReadAllTextAsync(node.Database, TestContext.Current.CancellationToken));
    }

    private static string Added(string module, int tcp, int udp) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"module_id":"{{module}}","is_rootfull":false,"volumes":{"data":"/srv"},"environment":{"IMAGE_URL":"x/m:1"},"tcp_ports_demand":{{tcp}},"udp_ports_demand":{{udp}} }""");
}
