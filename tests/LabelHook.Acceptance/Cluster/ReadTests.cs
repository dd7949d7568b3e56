using System.Globalization;

namespace LabelHook.Acceptance.Cluster;

// What a node sees of the others, through its own replica.
public static class ReadTests
{
    [Fact]
    public static async Task Each_replica_shows_all_nodes()
    {
        await using var leader = await Redis.StartAsync();
        await using var second = await leader.StartReplicaAsync();
        await using var third = await leader.StartReplicaAsync();
        await using var one = new ClusterHost("1", leader, second);
        await using var two = new ClusterHost("2", leader, third);
        await one.AllocateAsync("mail1", 2);
        await two.AllocateAsync("web1", 1);
        await two.AllocateAsync("web1", 3, "udp");
        await one.PublishAsync();
        await two.PublishAsync();
        await leader.WaitForReplicasAsync(2);

        foreach (var host in (ClusterHost[])[one, two])
        {
            var list = await host.RunAsync("list");
            var who = await host.RunAsync("who", "20002");

            Assert.Empty(list.Warnings());
            Assert.Equal(["1 mail1 20001-20002 -", "2 web1 20001 20001-20003"], list.Table());
            Assert.Equal(
                [
                    "1 20002/tcp 20001-20002 is allocated to mail1", "1 20002/udp free",
                    "2 20002/tcp free", "2 20002/udp 20001-20003 is allocated to web1",
                ],
                who.Table());
        }

        await leader.StopAsync();
        Assert.Equal(2, (await one.RunAsync("list")).Table().Count());
        (await one.RunAsync("publish")).AssertSays("cannot be reached");
    }

    [Fact]
    public static async Task Nodes_that_are_stale_silent_or_broken_are_said()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        await one.PublishAsync();
        await two.PublishAsync();
        var old = (DateTimeOffset.UtcNow - TimeSpan.FromHours(5.5)).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await redis.RunAsync("HSET", "node/2/labelhook", "time", old);
        await redis.RunAsync("HSET", "node/3/vpn", "ip_address", "10.5.4.3");
        await redis.RunAsync("HSET", "node/4/labelhook", "schema", "9");

        var result = await one.RunAsync("list");

        Assert.Equal(
            [
                "node 2 is stale: it last published 5 h ago, and its ports may have changed since",
                "node 3 has published nothing; run 'labelhook-cluster publish' there",
                "node 4 is ignored: it has schema \"9\", and this program reads 1",
            ],
            result.Warnings());
        Assert.Equal(["1", "2"], result.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Contains("5 h, stale", result.Output, StringComparison.Ordinal);
        var states = (await one.RunAsync("list", "--json")).Json.GetProperty("nodes").EnumerateArray()
            .Select(node => node.GetProperty("state").GetString());
        Assert.Equal(["current", "stale", "silent", "broken"], states);
    }

    [Fact]
    public static async Task Fits_tells_where_an_image_has_room_and_a_moved_module_keeps_its_ports()
    {
        await using var redis = await Redis.StartAsync();
        await using var one = new ClusterHost("1", redis);
        await using var two = new ClusterHost("2", redis);
        await using var three = new ClusterHost("3", redis);
        await using var folder = new TemporaryFolder();
        var image = folder.Write("image.yaml", "labels:\n  org.nethserver.tcp-ports-demand: \"12500\"\n");
        await one.AllocateAsync("mail1", 2);
        await two.AllocateAsync("web1", 1);
        foreach (var host in (ClusterHost[])[one, two, three])
            await host.PublishAsync();

        var result = await one.RunAsync("fits", image, "2", "--keep", "mail1");

        Assert.Empty(result.Warnings());
        Assert.Equal(["1 no 1 -", "2 no 1 no", "3 yes 2 yes"], result.Table());
    }

    [Theory]
    [InlineData("list")]
    [InlineData("who", "20001")]
    [InlineData("map")]
    [InlineData("fits", "samples/one-port.yaml")]
    public static async Task Each_command_prints_one_document(params string[] command)
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("1", redis);
        await host.PublishAsync();

        var result = await host.Program.In(Repository.Root).RunAsync([.. command, "--json"]);

        Assert.Equal(1, result.Succeeded().Json.GetProperty("schema").GetInt32());
        Assert.Equal("1", result.Json.GetProperty("nodes")[0].GetProperty("node").GetString());
        Assert.Single(result.Lines);
    }
}
