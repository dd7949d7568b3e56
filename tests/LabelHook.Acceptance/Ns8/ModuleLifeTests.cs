
namespace LabelHook.Acceptance.Ns8;

// The life of a module, with NS8's own steps beside LabelHook's.
public sealed class ModuleLifeTests
{
    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 0, "TCP_PORT=20000 TCP_PORTS=20000")]
    [InlineData(
        2, 1, "TCP_PORT=20000 TCP_PORTS=20000,20001 TCP_PORTS_RANGE=20000-20001 UDP_PORT=20000 UDP_PORTS=20000")]
    [InlineData(0, 9, "UDP_PORT=20000 UDP_PORTS_RANGE=20000-20008")]
    public async Task NS8s_own_step_finds_the_ports_that_are_held_for_the_new_module(int tcp, int udp, string variables)
    {
        await using var node = await AgentNode.StartAsync();

        var task = (await node.AddAsync("m1", tcp, udp)).Completed();

        var written = await File.ReadAllLinesAsync(node.EnvironmentOf("m1"), TestContext.Current.CancellationToken);
        Assert.Equal(
            variables,
            string.Join(' ', written.Where(line => line[..3] is "TCP" or "UDP").Order(StringComparer.Ordinal)));
        Assert.Equal("""{"redis_sha256": "0"}""", task.SaidAsService().Output);
        Assert.All(variables.Split(' ', StringSplitOptions.RemoveEmptyEntries), variable =>
            Assert.Contains(
                $"\"{variable.Replace("=", "\":\"", StringComparison.Ordinal)}\"",
                task.Errors,
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_module_without_room_for_its_ports_is_not_created()
    {
        await using var node = await AgentNode.StartAsync();
        await node.SubmitAsync(
            "allocate-ports", """{"ports":25000,"module_id":"big","protocol":"udp","keep_existing":false}""");

        var task = await node.AddAsync("m1", 2, 2);

        Assert.Equal((1, "aborted", ""), (task.ExitCode, task.Status, task.SaidAsService().Output));
        Assert.False(File.Exists(node.EnvironmentOf("m1")));
        Assert.Equal("0", await node.SqlAsync("SELECT count(*) FROM TCP_PORTS"));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(1, 0)]
    public async Task An_update_is_recorded_and_changes_no_ports(int tcp, int udp)
    {
        await using var node = await AgentNode.StartAsync();
        await node.AddAsync("m1", 2, 0);

        var task = await node.UpdateAsync("m1", "x/m:2", tcp, udp);

        Assert.Equal("", task.Completed().SaidAsService().Errors);
        Assert.Equal(("x/m:2", "20000-20001"), await node.ListedAsync("m1"));
        Assert.Equal($"{tcp}|{udp}", await node.SqlAsync("SELECT tcp_demand, udp_demand FROM labelhook_modules"));
    }

    [Fact]
    public async Task An_update_that_cannot_be_recorded_still_succeeds()
    {
        await using var node = await AgentNode.StartAsync();
        await node.AddAsync("m1", 2, 0);
        await File.WriteAllTextAsync(node.Database, "damaged", TestContext.Current.CancellationToken);

        var task = await node.UpdateAsync("m1", "x/m:2", 3, 0);

        Assert.StartsWith(
            "<4>labelhook: cannot record the demand of m1",
            task.Completed().SaidAsService().Errors,
            StringComparison.Ordinal);
    }

    // cluster/clone-module: a new module and a helper that copies; the old module is removed if it is replaced.
    [Theory]
    [InlineData(false, "20000|20001|m1\n20002|20003|m2")]
    [InlineData(true, "20002|20003|m2")]
    public async Task A_clone_has_its_own_ports_and_its_helper_is_removed(bool replaces, string rows)
    {
        await using var node = await AgentNode.StartAsync();
        await node.AddAsync("m1", 2, 0);
        await node.AddAsync("m2", 2, 0);

        var helper = await node.SubmitAsync(
            "allocate-ports", """{"ports":1,"module_id":"m2_rsync","protocol":"tcp","keep_existing":false}""");
        if (replaces)
            await node.RemoveAsync("m1");
        var freed = await node.SubmitAsync("deallocate-ports", """{"module_id":"m2_rsync","protocol":"tcp"}""");

        Assert.Equal(("[20004,20004]\n", "[[20004,20004]]\n"), (helper.Completed().Output, freed.Completed().Output));
        Assert.Equal(rows, await node.SqlAsync("SELECT * FROM TCP_PORTS"));
    }

    // cluster/restore-module: both instances exist for a while, then the old one is removed.
    [Fact]
    public async Task A_restored_module_has_other_ports_than_the_one_it_replaces()
    {
        await using var node = await AgentNode.StartAsync();
        await node.AddAsync("m1", 1, 1);

        await node.AddAsync("m2", 1, 1);
        (await node.RemoveAsync("m1")).Completed();

        Assert.Equal(
            "20001|20001|m2\n20001|20001|m2",
            await node.SqlAsync("SELECT * FROM TCP_PORTS UNION ALL SELECT * FROM UDP_PORTS"));
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, -1)]
    public async Task A_demand_below_one_means_none_as_in_NS8(int tcp, int udp)
    {
        await using var node = await AgentNode.StartAsync();

        (await node.AddAsync("m1", tcp, udp)).Completed();

        Assert.Equal("0", await node.SqlAsync("SELECT count(*) FROM TCP_PORTS"));
    }

    [Fact]
    public async Task Removing_a_module_removes_its_helpers_and_no_other_module()
    {
        await using var node = await AgentNode.StartAsync();
        await node.AddAsync("m1", 2, 1);
        await node.AddAsync("m10", 1, 0);
        await node.SubmitAsync(
            "allocate-ports", """{"ports":1,"module_id":"m1_rsync","protocol":"tcp","keep_existing":false}""");
        await node.SubmitAsync(
            "allocate-ports", """{"ports":1,"module_id":"m1_rsync","protocol":"udp","keep_existing":false}""");

        var task = (await node.SubmitAsync(
            "remove-module", """{"module_id":"m1","preserve_data":false}""")).Completed();

        Assert.Equal("{}", task.SaidAsService().Output.TrimEnd());
        Assert.Equal("m10", await node.SqlAsync("SELECT module FROM TCP_PORTS UNION ALL SELECT module FROM UDP_PORTS"));
        (await node.SubmitAsync("remove-module", """{"module_id":"m1","preserve_data":true}""")).Completed();
    }

    [Fact]
    public async Task Ports_that_cannot_be_released_do_not_stop_a_removal()
    {
        await using var node = await AgentNode.StartAsync();
        await File.WriteAllTextAsync(node.Database, "damaged", TestContext.Current.CancellationToken);

        var task = (await node.SubmitAsync(
            "remove-module", """{"module_id":"m1","preserve_data":false}""")).Completed();

        Assert.Contains("<4>", task.SaidAsService().Errors, StringComparison.Ordinal);
        Assert.Equal("damaged", await File.ReadAllTextAsync(node.Database, TestContext.Current.CancellationToken));
    }
}
