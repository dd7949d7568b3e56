namespace LabelHook.Acceptance.Cluster;

// What stands in Redis is data: a node that writes nonsense is named once, and spoils nothing else.
public static class HostileStoreTests
{
    private static readonly string[][] Readers =
        [["list"], ["who", "20001"], ["map"], ["fits", "samples/one-port.yaml"]];

    [Theory]
    [InlineData("SET", "node/2/labelhook", "text")]
    [InlineData("LPUSH", "node/2/labelhook/tcp", "20001")]
    [InlineData("HSET", "node/2/labelhook", "publication", "-1")]
    [InlineData("HSET", "node/2/labelhook", "band", "1-99999999999999999999")]
    [InlineData("HSET", "node/2/labelhook", "time", "9999-12-31T23:59:60Z")]
    [InlineData("HSET", "node/2/labelhook", "schema", "\u001b]0;pwned\u0007")]
    [InlineData("HSET", "node/2/labelhook/tcp", "m1", "20001-20000")]
    [InlineData("HSET", "node/2/labelhook/tcp", "\u001b[31mred\n", "all")]
    [InlineData("HSET", "node/2/labelhook/udp", "", "20001")]
    [InlineData("DEL", "node/2/labelhook", "node/2/labelhook/udp")]
    public static async Task A_broken_node_is_named_once(params string[] change)
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        await two.AllocateAsync("m1", 1);
        await one.PublishAsync();
        await two.PublishAsync();
        if (change[0] is not ("HSET" or "DEL"))
            await redis.RunAsync("DEL", change[1]);
        await redis.RunAsync(change);

        foreach (var command in Readers)
        {
            var result = await one.Program.In(Repository.Root).RunAsync(command);

            Assert.StartsWith("node 2 is ignored: it has ", Assert.Single(result.Warnings()), StringComparison.Ordinal);
            Assert.All(result.Lines.Skip(1), line => Assert.StartsWith("1 ", line, StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', result.Output + result.Errors);
        }
    }

    [Fact]
    public static async Task A_value_that_is_too_large_is_not_read()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await one.PublishAsync();
        await redis.RunAsync("HSET", "node/2/labelhook/tcp", "m1", "20001");
        await redis.RunAsync("SETRANGE", "large", $"{64 << 20}", "x");
        await redis.RunAsync("EVAL", "redis.call('HSET', 'node/2/labelhook', 'time', redis.call('GET', 'large'))", "0");

        var result = await one.RunAsync("list");

        Assert.Matches(
            @"^node 2 is ignored: it has a key of \d+ bytes; at most 16777216 are read\z",
            Assert.Single(result.Warnings()));
    }

    [Fact]
    public static async Task Keys_that_name_no_node_are_no_nodes()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await one.PublishAsync();
        foreach (var key in (string[])["node/\u001b[31m/labelhook", "node/a b/vpn", "node//labelhook", "node/*/vpn"])
            await redis.RunAsync("HSET", key, "a", "b");

        var result = await one.RunAsync("list");

        Assert.Empty(result.Warnings());
        Assert.Single(result.Table());
    }

    [Fact]
    public static async Task Names_of_modules_are_printed_without_control_characters()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await one.PublishAsync();
        await redis.RunAsync("HSET", "node/1/labelhook/tcp", "\u001b]0;pwned\u0007", "20001");

        foreach (var command in Readers)
        {
            var result = await one.Program.In(Repository.Root).RunAsync(command);

            Assert.Empty(result.Warnings());
            Assert.DoesNotContain('\u001b', result.Output);
        }
    }
}
