using System.Globalization;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

// Eight nodes that lease chunks of 50 ports in a Redis with two replicas, and what happens to them: requests, failures of
// the leader, replicas that are behind, and connections that are cut off. It knows which module has how many ports.
public sealed class RandomCluster : IAsyncDisposable
{
    public const int ChunkSize = 50;

    private const int Nodes = 8;

    // More bytes than any command sends.
    private const int MostBytes = 6000;

    private readonly Random _random;
    private readonly List<Redis> _servers = [];
    private readonly List<ClusterHost> _hosts = [];
    private readonly List<Dictionary<string, int>> _modules = [];
    private readonly HashSet<Redis> _paused = [];
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _steps = [];
    private int _lastModule;
    private int _cuts;

    private RandomCluster(int seed) => _random = new Random(seed);

    public IReadOnlyList<ClusterHost> Hosts => _hosts;

    public Redis Leader => _servers[0];

    public IEnumerable<Redis> Replicas => _servers.Skip(1);

    public int Failovers { get; private set; }

    // What happened, for the message of a test that fails.
    public IReadOnlyList<string> Steps => _steps;

    // isNs8: Whether Redis has NS8's users; then the leader writes the leases.
    public static async Task<RandomCluster> StartAsync(int seed, bool isNs8)
    {
        var cluster = new RandomCluster(seed);
        var leader = isNs8 ? await Redis.StartAsync() : await Redis.StartPlainAsync();
        cluster._servers.AddRange([leader, await leader.StartReplicaAsync(), await leader.StartReplicaAsync()]);
        for (var node = 1; node <= Nodes; node++)
        {
            cluster._hosts.Add(new ClusterHost($"{node}", leader));
            cluster._modules.Add([]);
            (await cluster._hosts[^1].RunAsync("lease", "--chunk", $"{ChunkSize}")).Succeeded();
        }

        return cluster;
    }

    public IReadOnlyDictionary<string, int> ModulesOf(ClusterHost host) => _modules[_hosts.IndexOf(host)];

    public Task StepAsync() => _random.Next(100) switch
    {
        < 40 => AllocateAsync(Draw()),
        < 50 => DeallocateAsync(Draw()),
        < 75 => PublishAsync(Draw()),
        < 83 => LeaseAsync(Draw()),
        < 88 => ReleaseAsync(Draw()),
        < 94 => PauseOrResumeAsync(),
        < 97 => FailOverAsync(),
        _ => LoseLeaseAsync(),
    };

    public async Task AllocateAsync(ClusterHost host)
    {
        var module = $"m{++_lastModule}";
        var count = _random.Next(10) == 0 ? _random.Next(ChunkSize, 3 * ChunkSize) : _random.Next(1, 20);
        var leases = await host.UsableLeasesAsync();
        var result = await host.TryAllocateAsync(module, count);
        _steps.Add($"node {host.Name}: allocate {module} {count}: {result.ExitCode} {result.Output.Trim()}");
        if (result.Errors.Contains("consecutive tcp ports are free", StringComparison.Ordinal))
            return;
        var block = result.Succeeded().Output.Trim();
        _modules[_hosts.IndexOf(host)].Add(module, count);
        var ports = Ports(block);
        Assert.All(ports, port => Assert.Contains(leases, lease => port >= lease.Start && port <= lease.End));
    }

    // Everything is up, and each node publishes until nothing changes any more.
    public async Task RestAsync()
    {
        foreach (var server in _paused.ToList())
            await ResumeAsync(server);
        for (var round = 0; round < 3; round++)
        {
            foreach (var host in _hosts)
                await host.PublishAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _paused.ToList())
            await ResumeAsync(server);
        foreach (var host in _hosts)
            await host.DisposeAsync();
        foreach (var server in _servers)
            await server.DisposeAsync();
        _folder.Dispose();
    }

    // block: Such as 20001-20004, or 20001.
    public static IEnumerable<int> Ports(string block)
    {
        var bounds = block.Split('-').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToList();
        return Enumerable.Range(bounds[0], bounds[^1] - bounds[0] + 1);
    }

    private ClusterHost Draw() => _hosts[_random.Next(_hosts.Count)];

    private async Task DeallocateAsync(ClusterHost host)
    {
        var modules = _modules[_hosts.IndexOf(host)];
        if (modules.Count == 0)
            return;
        var module = modules.Keys.Order(StringComparer.Ordinal).ElementAt(_random.Next(modules.Count));
        _steps.Add($"node {host.Name}: deallocate {module}");
        await host.ReleaseAsync(module);
        modules.Remove(module);
    }

    private Task PublishAsync(ClusterHost host) => RunAsync(host, 3, "publish");

    private Task LeaseAsync(ClusterHost host) => RunAsync(host, 3, "lease", $"{_random.Next(1, 3 * ChunkSize)}");

    private async Task ReleaseAsync(ClusterHost host)
    {
        var leases = await host.UsableLeasesAsync();
        if (leases.Count == 0)
            return;
        var (start, end) = leases[_random.Next(leases.Count)];
        await RunAsync(host, 3, "release", $"{start}-{end}");
    }

    // A command may fail: its answer may be lost, or another node was faster.
    // cuts: One of how many commands loses its connection at a random byte.
    private async Task RunAsync(ClusterHost host, int cuts, params string[] command)
    {
        var bytes = _random.Next(MostBytes);
        if (_random.Next(cuts) > 0)
        {
            Note(host, command, await host.RunAsync(command));
            return;
        }

        await using var cut = new CutConnection(_folder[$"cut-{++_cuts}"], Leader.Socket, bytes);
        Note(host, [.. command, $"cut after {bytes} bytes"], await host.RunAsync([.. command, "--redis", $"unix://{cut.Path}"]));
    }

    private void Note(ClusterHost host, string[] command, CommandResult result) =>
        _steps.Add($"node {host.Name}: {string.Join(' ', command)}: {result.ExitCode} {result.Errors.Trim()}");

    private async Task PauseOrResumeAsync()
    {
        var replica = _servers[_random.Next(1, _servers.Count)];
        if (_paused.Contains(replica))
        {
            await ResumeAsync(replica);
            return;
        }

        await PauseAsync(replica);
    }

    // What the leader sends from now on never arrives: it would wait in the connection if that stayed.
    private async Task PauseAsync(Redis replica)
    {
        _steps.Add($"replica {replica.Port} stops");
        await replica.PauseAsync();
        _paused.Add(replica);
        await Leader.RunAsync("CLIENT", "KILL", "TYPE", "replica");
    }

    private async Task ResumeAsync(Redis replica)
    {
        _steps.Add($"replica {replica.Port} goes on");
        await replica.ResumeAsync();
        _paused.Remove(replica);
    }

    // Kills the leader, and promotes a replica, whatever it has missed.
    private async Task FailOverAsync()
    {
        var old = Leader;
        var next = _servers[_random.Next(1, _servers.Count)];
        _steps.Add($"leader {old.Port} is killed, {next.Port} is promoted");
        await old.KillAsync();
        foreach (var replica in Replicas.Where(_paused.Contains).ToList())
            await ResumeAsync(replica);
        await next.PromoteAsync();
        _servers.Remove(next);
        _servers.Insert(0, next);
        await old.RestartAsync();
        foreach (var replica in Replicas)
            await replica.FollowAsync(next);
        await next.WaitForReplicasAsync(_servers.Count - 1);
        foreach (var host in _hosts)
            host.Leader = next;
        Failovers++;
    }

    // A lease that only the killed leader had is given to another node.
    private async Task LoseLeaseAsync()
    {
        foreach (var replica in Replicas.Where(replica => !_paused.Contains(replica)).ToList())
            await PauseAsync(replica);
        var count = $"{(6 + Failovers) * ChunkSize}"; // more than a node has
        var one = Draw();
        var other = _hosts[(_hosts.IndexOf(one) + _random.Next(1, Nodes)) % Nodes];
        await RunAsync(one, int.MaxValue, "lease", count);
        await FailOverAsync();
        await RunAsync(other, int.MaxValue, "lease", count);
    }
}
