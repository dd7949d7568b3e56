using System.Net.Sockets;

namespace LabelHook.Acceptance.Cluster;

// One sentence and exit code 1, whatever is wrong with Redis.
public static class RefusedStoreTests
{
    private static readonly string[][] Readers = [["list"], ["who", "20001"], ["map"]];

    [Fact]
    public static async Task A_node_publishes_only_as_itself()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);

        var result = await host.RunAsync("publish", "--node", "4");

        result.AssertSays("denied access to user \"node/3\"");
        Assert.Equal("", await redis.RunAsync("KEYS", "*"));
    }

    [Fact]
    public static async Task A_wrong_password_does_not_make_a_node_the_default_user()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);

        var result = await host.Program.With("REDIS_PASSWORD", "wrong").RunAsync("list");

        result.AssertSays("rejected user \"node/3\"", "REDIS_PASSWORD");
        Assert.DoesNotContain("wrong", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public static async Task A_replica_refuses_to_be_written_to()
    {
        await using var leader = await Redis.StartAsync();
        await using var replica = await leader.StartReplicaAsync();
        await using var host = new ClusterHost("1", leader);

        var result = await host.RunAsync("publish", "--redis", replica.Address);

        result.AssertSays("is a replica and refuses changes", "REDIS_ADDRESS");
    }

    [Fact]
    public static async Task A_server_that_is_away_is_named()
    {
        await using var redis = await Redis.StartAsync();
        await using var host = new ClusterHost("3", redis);
        await redis.StopAsync();

        foreach (var command in (string[][])[["publish"], .. Readers])
        {
            (await host.RunAsync(command)).AssertSays($"\"{redis.Address}\" cannot be reached: connection refused");
            (await host.RunAsync([.. command, "--redis", "unix:///nowhere/redis"]))
                .AssertSays("\"unix:///nowhere/redis\" cannot be reached: no such file or folder");
        }
    }

    [Fact]
    public static async Task A_server_that_does_not_answer_is_waited_for_as_long_as_was_said()
    {
        await using var folder = new TemporaryFolder();
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder["redis"]));
        listener.Listen();

        var result = await ClusterProgram.Command.RunAsync(
            "list", "--timeout", "1", "--redis", $"unix://{folder["redis"]}");

        result.AssertSays("cannot be reached: no answer within 1 s");
    }

    [Theory]
    [InlineData("rediss://127.0.0.1:6379")]
    [InlineData("unix://redis")]
    public static async Task An_address_that_is_not_supported_is_a_wrong_call(string address)
    {
        var result = await ClusterProgram.Command.RunAsync("list", "--redis", address);

        result.Failed(2);
        var line = Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains("TLS is not supported", line, StringComparison.Ordinal);
    }

    [Fact]
    public static async Task A_node_without_a_name_does_not_publish()
    {
        await using var redis = await Redis.StartAsync();

        var result = await ClusterProgram.Command.RunAsync("publish", "--redis", redis.Address);

        result.Failed(2);
        Assert.Equal("labelhook-cluster: the node has no name; use --node or NODE_ID\n", result.Errors);
    }
}
