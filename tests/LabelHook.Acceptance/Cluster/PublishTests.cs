namespace LabelHook.Acceptance.Cluster;

public static class PublishTests
{
    [Fact]
    public static async Task A_node_publishes_the_documented_keys()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await host.AllocateAsync("mail1", 2);
        await host.AllocateAsync("mail1", 1, "udp");
        await host.AllocateAsync("web1", 1);

        Assert.Equal("published", await host.PublishAsync());

        Assert.Equal("node/3/labelhook\nnode/3/labelhook/tcp\nnode/3/labelhook/udp", await KeysAsync(redis));
        Assert.Equal(
            "1\n1\n3\n20001-45000\n\n2\n3\n0\n24997\n20004-45000\n1\n0\n24999\n20002-45000",
            await redis.RunAsync(
                "HMGET", "node/3/labelhook", "schema", "publication", "generation", "band", "excluded", "modules",
                "tcp-allocated", "tcp-reserved", "tcp-free", "tcp-largest-free",
                "udp-allocated", "udp-reserved", "udp-free", "udp-largest-free"));
        Assert.Equal("20001-20002\n20003", await redis.RunAsync("HMGET", "node/3/labelhook/tcp", "mail1", "web1"));
        Assert.Equal("mail1\n20001", await redis.RunAsync("HGETALL", "node/3/labelhook/udp"));
        Assert.Matches(@"^[0-9a-f]{32}\z", await redis.RunAsync("HGET", "node/3/labelhook", "registry"));
        Assert.Matches(
            @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z", await redis.RunAsync("HGET", "node/3/labelhook", "time"));
    }

    [Fact]
    public static async Task A_change_is_announced_and_released_ports_disappear()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await host.AllocateAsync("mail1", 2);
        await host.PublishAsync();
        using var listener = await EventListener.StartAsync(redis, "node/3/event/ports-changed");

        await host.ReleaseAsync("mail1");
        await host.PublishAsync();

        Assert.Equal(
            ["message", "node/3/event/ports-changed", """{"schema":1,"node":"3","publication":2,"generation":2}"""],
            await listener.ReadAsync());
        Assert.Equal("node/3/labelhook", await KeysAsync(redis));
    }

    [Fact]
    public static async Task Nothing_is_sent_if_nothing_changed()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await host.AllocateAsync("mail1", 2);
        await host.PublishAsync();
        var before = await redis.ChangesAsync();

        var outcome = await host.PublishAsync();

        Assert.Equal("unchanged", outcome);
        Assert.Equal(before, await redis.ChangesAsync());
    }

    [Fact]
    public static async Task An_old_publication_is_confirmed_without_an_event_of_changed_ports()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await host.PublishAsync();
        await redis.RunAsync("HSET", "node/3/labelhook", "time", "2026-01-01T00:00:00Z");
        var before = await redis.ChangesAsync();

        Assert.Equal("confirmed", await host.PublishAsync());

        Assert.Equal(before + 1, await redis.ChangesAsync());
        Assert.NotEqual("2026-01-01T00:00:00Z", await redis.RunAsync("HGET", "node/3/labelhook", "time"));
        Assert.Equal("1", await redis.RunAsync("HGET", "node/3/labelhook", "publication"));
    }

    [Fact]
    public static async Task A_node_publishes_over_a_key_of_another_kind()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await redis.RunAsync("SET", "node/3/labelhook", "text");
        await redis.RunAsync("LPUSH", "node/3/labelhook/tcp", "text");

        Assert.Equal("published", await host.PublishAsync());

        Assert.Equal("node/3/labelhook", await KeysAsync(redis));
    }

    [Fact]
    public static async Task Publishers_at_once_do_not_mix_and_the_newest_ports_win()
    {
        const int Publishers = 4;
        const int Rounds = 6;
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);

        for (var round = 0; round < Rounds; round++)
        {
            var publishers = Enumerable.Range(0, Publishers).Select(_ => host.PublishAsync()).ToList();
            await host.AllocateAsync($"m{round}", 1);
            publishers.Add(host.PublishAsync());
            await Task.WhenAll(publishers);
        }

        // One for each generation, and perhaps one for the empty database before the first.
        var publications = int.Parse(await redis.RunAsync("HGET", "node/3/labelhook", "publication"), null);
        Assert.InRange(publications, Rounds, Rounds + 1);
        Assert.Equal($"{Rounds}", await redis.RunAsync("HGET", "node/3/labelhook", "generation"));
        Assert.Equal($"{Rounds}", await redis.RunAsync("HLEN", "node/3/labelhook/tcp"));
        Assert.Equal("unchanged", await host.PublishAsync());
    }

    [Fact]
    public static async Task Another_ports_database_needs_to_take_over()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await using var clone = new ClusterHost("3", redis);
        await host.AllocateAsync("mail1", 2);
        await host.PublishAsync();
        var before = await redis.ContentAsync("3");

        var refused = await clone.RunAsync("publish");

        refused.AssertSays("another ports database publishes as node \"3\"", "--take-over");
        Assert.Equal(before, await redis.ContentAsync("3"));
        Assert.Equal("published", await clone.PublishAsync("--take-over"));
    }

    private static async Task<string> KeysAsync(Redis redis)
    {
        var keys = (await redis.RunAsync("KEYS", "*")).Split('\n').Order(StringComparer.Ordinal);
        return string.Join('\n', keys);
    }
}
