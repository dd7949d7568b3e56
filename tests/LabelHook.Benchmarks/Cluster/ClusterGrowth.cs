namespace LabelHook.Benchmarks;

// The program for clusters, by the number of nodes that publish in one Redis.
internal sealed record ClusterGrowth(string RedisVersion, IReadOnlyList<ClusterSize> Sizes)
{
    public const string Image = "samples/eight-ports.yaml";

    // The first ones publish, the others read all nodes.
    public static readonly IReadOnlyList<string> Commands =
    [
        "`publish`, first time", "`publish`, one module changed", "`publish`, nothing changed",
        "`list`", "`list --json`", "`who 20100`", "`map`", "`fits IMAGE 10`",
    ];

    public const int Publications = 3;

    public static ClusterGrowth Measure(Bench bench, params IReadOnlyList<int> sizes)
    {
        var redis = new Redis(bench["redis.sock"]);
        var nodes = new ClusterNodes(bench);
        redis.AddUsers(sizes.Max());
        nodes.Make(sizes.Max());
        return new ClusterGrowth(redis.Version, [.. sizes.Select(size => Measure(bench, redis, nodes, size))]);
    }

    private static ClusterSize Measure(Bench bench, Redis redis, ClusterNodes nodes, int size)
    {
        string[] publish = [.. Enumerable.Range(1, size).Select(node => Publish(bench, redis, nodes, node))];
        List<Measurement> first = [], changed = [], unchanged = [];
        for (var round = 0; round * size < bench.Rounds; round++)
        {
            redis.Clear();
            first.Add(SideBySide.Once(bench, publish));
            nodes.Change(size, round);
            changed.Add(SideBySide.Once(bench, publish));
            unchanged.Add(SideBySide.Once(bench, publish));
        }

        string[] read = [.. ((string[])["list", "list --json", "who 20100", "map", $"fits {Image} 10"])
            .Select(command => Program(bench, redis, node: 1, command))];
        var reads = SideBySide.InTurn(bench, read);
        var bytes = redis.BytesPerNode(size);
        var forList = redis.CountCommands(() => SideBySide.Once(bench, read[0]));
        redis.Clear();
        var forPublish = redis.CountCommands(() => SideBySide.Once(bench, publish[0]));
        return new ClusterSize(
            size,
            [Measurement.Join(first), Measurement.Join(changed), Measurement.Join(unchanged), .. reads],
            bytes,
            forPublish,
            forList);
    }

    private static string Publish(Bench bench, Redis redis, ClusterNodes nodes, int node) =>
        Program(bench, redis, node, $"publish --state {nodes.StateOf(node)}");

    private static string Program(Bench bench, Redis redis, int node, string command) =>
        $"NODE_ID={node} REDIS_USER={Redis.UserOf(node)} REDIS_PASSWORD={Redis.PasswordOf(node)} "
        + $"{bench.ClusterProgram} {command} --redis {redis.Address}";
}
