using LabelHook.Images;
using LabelHook.Interop;
using LabelHook.Ports;
using LabelHook.Settings;

namespace LabelHook.Tests;

/// <summary>Two runs for one module, brought to the same door in a known order: whoever comes second has to notice what the first one did.</summary>
public sealed class HookRaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private Hook Hook => new(new Node(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(30)));

    [Fact]
    public async Task An_allocation_behind_the_first_install_changes_the_environment_file_too()
    {
        await InOrderAsync("ports.sqlite.lock", () => Install(1), () => Hook.Allocate(One, 2, Protocol.Tcp, keepExisting: false));

        var ports = Hook.List(One, out _).Single().Tcp.Single();
        Assert.Equal(2, ports.Count);
        Assert.Equal($"TCP_PORT={ports.Start}\nTCP_PORTS={ports.Start},{ports.End}\nTCP_PORTS_RANGE={ports}\n", Environment);
    }

    [Fact]
    public async Task A_removal_behind_the_first_install_leaves_no_file_that_names_ports()
    {
        Hook.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        await InOrderAsync("ports.sqlite.lock", () => Install(1), () => Hook.Remove(One));

        Assert.False(File.Exists(_folder["modules/one/environment"]));
        Assert.Empty(Hook.List(null, out _));
    }

    [Fact]
    public async Task Of_two_installs_of_different_images_the_second_one_is_what_stays()
    {
        Install(1);

        await InOrderAsync("modules/one/.environment.lock", () => Install(2), () => Install(0));

        Assert.Equal("", Environment);
        Assert.Empty(Hook.List(One, out _).Single().Tcp);
    }

    public void Dispose() => _folder.Dispose();

    private string Environment => File.ReadAllText(_folder["modules/one/environment"]);

    private InstallResult Install(int tcp) => Hook.Install(
        One, new ModuleImage("x", "", new Dictionary<string, string>(StringComparer.Ordinal) { ["org.nethserver.tcp-ports-demand"] = $"{tcp}" }), null, dryRun: false);

    /// <summary>Holds a lock, lets one run after the other queue behind it, and opens the door.</summary>
    private async Task InOrderAsync(string lockFile, params Action[] runs)
    {
        var file = File.OpenHandle(_folder[lockFile], FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        var held = FileLock.Take(file, TimeSpan.FromSeconds(1))!;
        Assert.Equal(0, FileStatus.Of(_folder[lockFile], out var status));
        var tasks = new List<Task>();
        foreach (var run in runs)
        {
            tasks.Add(Task.Run(run, TestContext.Current.CancellationToken));
            while (Waiting(status.Inode) < tasks.Count)
                await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        held.Dispose();
        await Task.WhenAll(tasks);
    }

    /// <summary>proc_locks(5): a line with an arrow is somebody who waits.</summary>
    private static int Waiting(ulong inode) =>
        File.ReadLines("/proc/locks").Count(line => line.Contains("->", StringComparison.Ordinal) && line.Contains($":{inode} ", StringComparison.Ordinal));
}
