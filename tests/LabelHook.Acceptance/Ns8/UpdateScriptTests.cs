namespace LabelHook.Acceptance.Ns8;

// Typical update scripts of NS8 modules, run by the agent of the module after the cluster has stored the new demand.
public sealed class UpdateScriptTests
{
    // One more port in its own variable, which records that the script is done.
    private const string OneMore = """
        import agent, os
        variables = agent.read_envfile(os.environ["AGENT_STATE_DIR"] + "/environment")
        if "DB_PORT" not in variables and hasattr(agent, "allocate_ports"):
            first, last = agent.allocate_ports(1, "tcp", keep_existing=True)
            agent.set_env("DB_PORT", first)
        """;

    // Several variables, one call each.
    private const string OneByOne = """
        import agent, os
        variables = agent.read_envfile(os.environ["AGENT_STATE_DIR"] + "/environment")
        for name in "A_PORT", "B_PORT", "C_PORT":
            if name not in variables:
                agent.set_env(name, agent.allocate_ports(1, "tcp", keep_existing=True)[0])
        """;

    // The demanded block is released, and single ports are allocated from the quota.
    private const string FreeAndTake = """
        import agent
        agent.deallocate_ports("tcp")
        for name in "A_PORT", "B_PORT":
            agent.set_env(name, agent.allocate_ports(1, "tcp", keep_existing=True)[0])
        """;

    // All ports again, in one block.
    private const string Anew = """
        import agent
        first, last = agent.allocate_ports(5, "tcp")
        agent.mset_env({"TCP_PORT": first, "TCP_PORTS_RANGE": f"{first}-{last}"})
        """;

    public static TheoryData<int, int, string, string, string> Updates => new()
    {
        { 3, 4, OneMore, "20000-20002 20004", "DB_PORT=20004" },
        { 3, 6, OneByOne, "20000-20002 20004 20005 20006", "A_PORT=20004 B_PORT=20005 C_PORT=20006" },
        { 3, 5, Anew, "20004-20008", "TCP_PORT=20004 TCP_PORTS_RANGE=20004-20008" },
        { 3, 2, FreeAndTake, "20000 20001", "A_PORT=20000 B_PORT=20001" },
    };

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task An_update_script_gets_what_the_new_image_demands(
        int before, int after, string script, string ports, string variables)
    {
        await using var node = await AgentNode.StartAsync();
        (await node.AddAsync("m1", before, 0)).Completed();
        (await node.AddAsync("m2", 1, 0)).Completed();
        await node.DemandAsync("m1", after, 0);

        (await node.RunAsModuleAsync("m1", script)).Succeeded();
        await node.UpdateAsync("m1", "x/m:2", after, 0);

        Assert.Equal(ports, await node.PortsAsync("m1"));
        var lines = await File.ReadAllLinesAsync(node.EnvironmentOf("m1"), TestContext.Current.CancellationToken);
        Assert.All(variables.Split(' '), variable => Assert.Contains(variable, lines));
        Assert.Equal(("x/m:2", ports.Split(' ')[0]), await node.ListedAsync("m1"));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    [InlineData(0)]
    public async Task A_script_that_requests_more_than_the_new_image_demands_is_rejected(int after)
    {
        await using var node = await AgentNode.StartAsync();
        (await node.AddAsync("m1", 3, 0)).Completed();
        await node.DemandAsync("m1", after, 0);

        var result = await node.RunAsModuleAsync("m1", OneMore);

        Assert.Contains("would have 4 tcp ports", result.Failed(1).Errors, StringComparison.Ordinal);
        Assert.Equal("20000-20002", await node.PortsAsync("m1"));
    }

    [Fact]
    public async Task A_script_that_runs_twice_allocates_once()
    {
        await using var node = await AgentNode.StartAsync();
        (await node.AddAsync("m1", 1, 0)).Completed();
        await node.DemandAsync("m1", 4, 0);

        for (var time = 0; time < 2; time++)
            (await node.RunAsModuleAsync("m1", OneByOne)).Succeeded();

        Assert.Equal("20000 20001 20002 20003", await node.PortsAsync("m1"));
    }
}
