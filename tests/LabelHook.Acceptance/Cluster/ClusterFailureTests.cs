using System.Text.Json;
using LabelHook.Acceptance.Faults;

namespace LabelHook.Acceptance.Cluster;

// Whatever happens to Redis and to the connections of the nodes: no module loses ports, no two nodes allocate the same
// ports without a band-conflict on both, and once all is quiet Redis has what the nodes have.
public static class ClusterFailureTests
{
    // What a node has of a chunk, by its first port.
    private sealed record Chunk(ClusterHost Host, int Start, bool IsServed, bool IsInConflict);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public static async Task Nodes_of_a_cluster_with_failures_keep_their_ports_apart(bool isNs8)
    {
        var (runs, steps) = Sweep.IsFull ? (10, 400) : (1, 100);
        for (var run = 0; run < runs; run++)
            await RunAsync(isNs8, Seed.Draw(), steps);
    }

    private static async Task RunAsync(bool isNs8, int seed, int steps)
    {
        await using var cluster = await RandomCluster.StartAsync(seed, isNs8);
        try
        {
            for (var step = 0; step < steps; step++)
                await cluster.StepAsync();
            await cluster.RestAsync();
            var conflicts = await CheckAsync(cluster);
            foreach (var host in cluster.Hosts)
                await cluster.AllocateAsync(host);
            Figures.Add(
                "cluster",
                ("runs", 1),
                ("steps", steps),
                ("failovers", cluster.Failovers),
                ("modules", cluster.Hosts.Sum(host => cluster.ModulesOf(host).Count)),
                ("conflicts", conflicts));
        }
        catch (Exception error) when (error is Xunit.Sdk.IAssertionException)
        {
            throw new InvalidOperationException($"LABELHOOK_SEED={seed}\n{string.Join('\n', cluster.Steps)}", error);
        }
    }

    // Returns: the number of chunks that several nodes have.
    private static async Task<int> CheckAsync(RandomCluster cluster)
    {
        await cluster.Leader.WaitForReplicasAsync(cluster.Replicas.Count());
        var leases = await ReadHashAsync(cluster.Leader, "cluster/labelhook/leases");
        var chunks = new List<Chunk>();
        foreach (var host in cluster.Hosts)
        {
            var blocks = await BlocksAsync(host);
            Assert.Equal(
                Lines(cluster.ModulesOf(host)), Lines(blocks.ToDictionary(block => block.Key, block => Count(block.Value))));
            foreach (var server in cluster.Replicas.Prepend(cluster.Leader))
                Assert.Equal(Lines(blocks), Lines(await ReadHashAsync(server, $"node/{host.Name}/labelhook/tcp")));
            var served = blocks.Values.SelectMany(RandomCluster.Ports).Select(ChunkOf).ToHashSet();
            var conflicts = await ConflictsAsync(host);
            foreach (var (start, end) in await host.LeasesAsync())
            {
                var isInConflict = conflicts.Contains(start);
                chunks.Add(new Chunk(host, start, served.Remove(start), isInConflict));
                if (!isInConflict)
                    Assert.Equal(host.Name, leases[$"{start}-{end}"]);
            }

            Assert.Empty(served); // outside the leases
        }

        var shared = chunks.GroupBy(chunk => chunk.Start).Where(chunk => chunk.Count() > 1).ToList();
        Assert.All(shared.SelectMany(chunk => chunk), chunk => Assert.True(chunk.IsInConflict));
        Assert.Equal(shared.Sum(chunk => chunk.Count()), chunks.Count(chunk => chunk.IsInConflict));
        return shared.Count;
    }

    private static IEnumerable<string> Lines<T>(IReadOnlyDictionary<string, T> values) =>
        values.Select(value => $"{value.Key} {value.Value}").Order(StringComparer.Ordinal);

    private static int Count(string block) => RandomCluster.Ports(block).Count();

    private static int ChunkOf(int port) => ((port - 1) / RandomCluster.ChunkSize * RandomCluster.ChunkSize) + 1;

    private static async Task<Dictionary<string, string>> BlocksAsync(ClusterHost host)
    {
        var modules = (await host.RunOnNodeAsync("list", "--json")).Succeeded().Json.GetProperty("modules");
        return modules.EnumerateArray().ToDictionary(
            module => module.GetProperty("module").GetString()!,
            module => string.Join(',', module.GetProperty("tcp").EnumerateArray().Select(Block)));
    }

    private static string Block(JsonElement block)
    {
        var (start, end) = (block.GetProperty("start").GetInt32(), block.GetProperty("end").GetInt32());
        return start == end ? $"{start}" : $"{start}-{end}";
    }

    // The first ports of the chunks that check reports.
    private static async Task<HashSet<int>> ConflictsAsync(ClusterHost host)
    {
        var findings = (await host.RunOnNodeAsync("check", "--json")).Json.GetProperty("findings");
        return
        [
            .. findings.EnumerateArray()
                .Where(finding => finding.GetProperty("kind").GetString() == "band-conflict")
                .Select(finding => finding.GetProperty("tcp")[0].GetProperty("start").GetInt32()),
        ];
    }

    private static async Task<Dictionary<string, string>> ReadHashAsync(Redis redis, string key)
    {
        var lines = (await redis.RunAsync("HGETALL", key)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Chunk(2).ToDictionary(field => field[0], field => field[1]);
    }
}
