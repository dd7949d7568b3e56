using System.Text.Json;

namespace LabelHook.Acceptance.Cluster;

// Leases in a Redis of one's own, which nodes write themselves, and in NS8's, where the leader does it for them.
public static class LeaseTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public static async Task Nodes_with_leases_allocate_different_ports(bool isNs8)
    {
        await using var redis = isNs8 ? await Redis.StartAsync() : await Redis.StartPlainAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);

        var leased = await one.RunAsync("lease");
        (await two.RunAsync("lease", "600")).Succeeded();
        await one.AllocateAsync("m1", 4);
        await two.AllocateAsync("m2", 600);

        Assert.Equal("labelhook-cluster: leased 20001-20500 for node 1\n", leased.Errors);
        Assert.Equal(
            ["20001-20500 1 current", "20501-21000 2 current", "21001-21500 2 current"],
            await TableAsync(one));
        await two.PublishAsync();
        Assert.Equal("20501-21100", await redis.RunAsync("HGET", "node/2/labelhook/tcp", "m2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public static async Task A_released_lease_can_be_leased_by_another_node(bool isNs8)
    {
        await using var redis = isNs8 ? await Redis.StartAsync() : await Redis.StartPlainAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        (await one.RunAsync("lease", "700")).Succeeded();
        await one.AllocateAsync("m1", 4);

        (await one.RunAsync("release", "20001-20500")).AssertSays(
            "cannot release the lease of 20001-20500: 20001-20004 is allocated to m1");
        (await one.RunAsync("release", "20501-21000")).Succeeded();
        (await two.RunAsync("release", "20001-20500")).AssertSays(2, "are not a lease of this node");
        (await two.RunAsync("lease")).Succeeded();

        Assert.Equal(["20001-20500 1 current", "20501-21000 2 current"], await TableAsync(one));
    }

    [Fact]
    public static async Task A_node_that_has_run_out_refuses_without_redis_and_its_publisher_leases_in_advance()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        (await host.RunAsync("lease")).Succeeded();
        await host.AllocateAsync("m1", 300);

        var refused = await host.TryAllocateAsync("m2", 300);
        await host.PublishAsync();
        await host.AllocateAsync("m2", 300);

        Assert.Equal(
            "labelhook: no 300 consecutive tcp ports are free in the ports that this node leased: the largest free block "
                + "has 200; run 'labelhook-cluster lease 300'\n",
            refused.Failed(1).Errors);
        Assert.Equal(["20001-20500 1 current", "20501-21000 1 current"], await TableAsync(host));
    }

    [Fact]
    public static async Task A_lease_that_redis_lost_to_another_node_stops_allocation_on_both_and_check_reports_it()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        (await one.RunAsync("lease")).Succeeded();
        await one.AllocateAsync("m1", 1);
        await redis.RunAsync("FLUSHALL");
        (await two.RunAsync("lease")).Succeeded();
        await two.AllocateAsync("m2", 1);

        var warned = await one.RunAsync("publish");
        await two.PublishAsync();

        Assert.Contains(
            warned.Warnings(), warning => warning.StartsWith("node 2 also uses the leased ports 20001-20500", StringComparison.Ordinal));
        foreach (var host in (ClusterHost[])[one, two])
        {
            await host.AllocateAsync("m3", 1);
            await host.PublishAsync();
            var check = (await host.RunOnNodeAsync("check", "--json")).Failed(1).Json;
            var finding = Assert.Single(
                check.GetProperty("findings").EnumerateArray(), found => Kind(found) == "band-conflict");
            Assert.Equal(20001, finding.GetProperty("tcp")[0].GetProperty("start").GetInt32());
        }

        Assert.Equal("20001\n20501", await redis.RunAsync("HMGET", "node/1/labelhook/tcp", "m1", "m3"));
        Assert.Equal("20001\n21001", await redis.RunAsync("HMGET", "node/2/labelhook/tcp", "m2", "m3"));
        Assert.Contains("20001-20500 1 conflict with node 2", await TableAsync(one));
    }

    [Fact]
    public static async Task A_database_that_replaces_a_lost_one_takes_the_leases_over()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        (await host.RunAsync("lease", "700")).Succeeded();
        await using var replacement = new ClusterHost("1", redis);

        await replacement.PublishAsync("--take-over");
        await replacement.AllocateAsync("m1", 1000);

        Assert.Equal([(20001, 20500), (20501, 21000)], await replacement.LeasesAsync());
        Assert.Contains("lease 1001", (await replacement.TryAllocateAsync("m2", 1001)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public static async Task Nothing_is_sent_if_nothing_changed_in_a_node_with_leases()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        (await host.RunAsync("lease")).Succeeded();
        var before = await redis.ChangesAsync();

        Assert.Equal("unchanged", await host.PublishAsync());

        Assert.Equal(before, await redis.ChangesAsync());
    }

    [Fact]
    public static async Task A_restored_backup_does_not_publish_or_lease()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        (await host.RunAsync("lease")).Succeeded();
        await host.AllocateAsync("m1", 1);
        var backup = await File.ReadAllBytesAsync(Database(host), TestContext.Current.CancellationToken);
        await host.AllocateAsync("m2", 1);
        await host.PublishAsync();
        var before = await redis.ContentAsync("1");

        await File.WriteAllBytesAsync(Database(host), backup, TestContext.Current.CancellationToken);
        await host.AllocateAsync("m3", 2);
        await host.AllocateAsync("m4", 3);

        foreach (var command in (string[][])[["publish"], ["lease", "700"], ["release", "--all"]])
            (await host.RunAsync(command)).AssertSays("is not the one that published as node \"1\"", "--take-over");
        Assert.Equal(before, await redis.ContentAsync("1"));
        Assert.Equal("published", await host.PublishAsync("--take-over"));
    }

    [Fact]
    public static async Task On_NS8_only_a_node_leases_and_only_for_itself()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        (await one.RunAsync("lease")).Succeeded();

        var denied = await one.Program.With("REDIS_USER", "admin").RunAsync("list");
        var step = new Program.Command("/usr/bin/python3") with { Variables = one.Program.Variables };
        var action = await (step with { Input = """{"lease": [], "release": ["20001-20500"]}""" })
            .With("AGENT_TASK_USER", "node/2")
            .RunAsync(Repository.At("hooks/ns8/cluster-actions/lease-ports/50lease"));
        var user = await (step with { Input = """{"lease": ["20501-21000"], "release": []}""" })
            .With("AGENT_TASK_USER", "admin")
            .RunAsync(Repository.At("hooks/ns8/cluster-actions/lease-ports/50lease"));

        denied.Failed();
        Assert.Equal("""{"20001-20500": "1"}""", action.Succeeded().Output);
        Assert.Contains("only a node can lease ports", user.Failed(1).Errors, StringComparison.Ordinal);
        Assert.Equal("20001-20500\n1", await redis.RunAsync("HGETALL", "cluster/labelhook/leases"));
    }

    [Fact]
    public static async Task Bad_requests_are_refused_and_change_nothing()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);

        (await host.RunAsync("lease", "0")).AssertSays(2, "COUNT \"0\" is not valid", "1 to 25000");
        (await host.RunAsync("lease", "--chunk", "none")).AssertSays(2, "chunk size \"none\" is not valid");
        (await host.RunAsync("lease", "25000", "--chunk", "30000")).AssertSays("cannot lease 25000 consecutive ports");
        (await host.RunAsync("release")).AssertSays(2, "name either the ports of a lease or --all");
        (await host.RunAsync("release", "1-2")).AssertSays(2, "ports 1-2 are not a lease of this node");

        Assert.Equal("", await redis.RunAsync("HGETALL", "cluster/labelhook/leases"));
    }

    [Fact]
    public static async Task What_other_programs_wrote_as_leases_does_not_hinder_nodes()
    {
        await using var redis = await Redis.StartPlainAsync();
        await using var host = new ClusterHost("1", redis);
        await redis.RunAsync("HSET", "cluster/labelhook/leases", "20001-20500", "no node", "x", "1", "9-1", "2", "20501-21000", "2");

        var before = await host.RunAsync("leases");
        (await host.RunAsync("lease")).Succeeded();

        Assert.Equal(3, before.Warnings().Count);
        Assert.Equal(["20001-20500 1 current", "20501-21000 2 unused"], await TableAsync(host));

        await redis.RunAsync("SET", "cluster/labelhook/leases", "text");
        (await host.RunAsync("leases")).AssertSays("has a key that is not a hash: cluster/labelhook/leases");
        var published = await host.RunAsync("publish", "--json");
        Assert.Contains("not confirmed", published.Succeeded().Json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    private static string Database(ClusterHost host) => Path.Join(host.State, "ports.sqlite");

    private static string? Kind(JsonElement finding) => finding.GetProperty("kind").GetString();

    private static async Task<IEnumerable<string>> TableAsync(ClusterHost host)
    {
        var lines = (await host.RunAsync("leases")).Succeeded().Lines.Skip(1);
        return lines.Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }
}
