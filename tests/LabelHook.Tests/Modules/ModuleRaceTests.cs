using LabelHook.EnvironmentFiles;
using LabelHook.Linux;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

// Two runs for one module wait for the same lock. Whichever runs first, the other has to notice its changes: the
// environment file finally lists exactly the ports in the database.
public sealed class ModuleRaceTests : IDisposable
{
    private readonly TestNode _node = new(TimeSpan.FromSeconds(30));

    private static ModuleName One { get; } = ModuleName.Parse("one");

    [Fact]
    public async Task A_first_install_and_an_allocation()
    {
        await TogetherAsync(
            "state/ports.sqlite.lock",
            () => _node.Install(One, 1),
            () => _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false));

        AssertFileAndRegistryAgree();
    }

    [Fact]
    public async Task A_first_install_and_a_removal()
    {
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        await TogetherAsync("state/ports.sqlite.lock", () => _node.Install(One, 1), () => _node.Remover.Remove(One));

        AssertFileAndRegistryAgree();
    }

    [Fact]
    public async Task Two_installs_of_different_images()
    {
        _node.Install(One, 1);

        await TogetherAsync(
            "state/modules/one/.environment.lock", () => _node.Install(One, 2), () => _node.Install(One, 0));

        AssertFileAndRegistryAgree();
    }

    public void Dispose() => _node.Dispose();

    private void AssertFileAndRegistryAgree()
    {
        var file = _node.EnvironmentFile("one");
        var held = _node.Ports(One, Protocol.Tcp).SingleOrDefault();
        var variables = PortVariables.For(held, default, singlePortList: false);

        Assert.Equal(
            string.Concat(variables.Select(variable => $"{variable.Key}={variable.Value}\n")),
            File.Exists(file) ? File.ReadAllText(file) : "");
    }

    [Fact]
    public void Concurrent_first_runs_do_not_report_a_lost_database()
    {
        for (var round = 0; round < 25; round++)
        {
            using var folder = new TemporaryFolder();
            var requests = new PortRequests(
                new Node(new NodeSettings { AvoidInUse = false }, folder.Path, TimeSpan.FromSeconds(30)));

            var ports = Enumerable.Range(0, 8)
                .AsParallel()
                .WithDegreeOfParallelism(8)
                .Select(
                    number => requests.Allocate(
                        ModuleName.Parse($"m{number}"), 1, Protocol.Tcp, keepExisting: false).Ports.Start)
                .ToList();

            Assert.Equal(Enumerable.Range(20001, 8), ports.Order());
        }
    }

    // Holds a lock until all runs wait for it, then releases it.
    private async Task TogetherAsync(string lockFile, params Action[] runs)
    {
        Directory.CreateDirectory(_node.Folder["state"]);
        var file = File.OpenHandle(
            _node.Folder[lockFile], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var held = FileLock.Take(file, TimeSpan.FromSeconds(1), out _)!;
        Assert.Equal(0, FileStatus.Read(_node.Folder[lockFile], out var status));
        var tasks = new List<Task>();
        foreach (var run in runs)
        {
            tasks.Add(Task.Run(run, TestContext.Current.CancellationToken));
            while (Waiting(status.Inode) < tasks.Count && !tasks[^1].IsCompleted)
                await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        held.Dispose();
        await Task.WhenAll(tasks);
    }

    // proc_locks(5): a line with an arrow is a waiting process.
    private static int Waiting(ulong inode) =>
        File.ReadLines("/proc/locks").Count(
            line =>
                line.Contains("->", StringComparison.Ordinal) && line.Contains($":{inode} ", StringComparison.Ordinal));
}
