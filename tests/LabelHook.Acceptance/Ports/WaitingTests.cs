using System.Diagnostics;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Scans;

namespace LabelHook.Acceptance.Ports;

// Sixty-four wait for one: nobody waits for ever, nobody is left out, and who gives up is told whom it waited for.
public sealed class WaitingTests
{
    private const int Waiters = 64;

    [Fact]
    public async Task If_the_lock_holder_is_killed_all_others_proceed()
    {
        await using var node = new Node();
        (await node.RunAsync("allocate", "first", "1", "--protocol", "tcp")).Succeeded();
        using var holder = await HoldAsync(node);

        var waiters = Enumerable.Range(0, Waiters)
            .Select(number => node.RunAsync("allocate", Name(number), "2", "--protocol", "tcp", "--timeout", "600"))
            .ToList();
        await UntilWaitingAsync(holder.Id);
        var killed = Stopwatch.StartNew();
        holder.Kill();
        var results = await Task.WhenAll(waiters);
        Figures.Add("waiting", ("waiters", Waiters), ("afterKillMilliseconds", killed.ElapsedMilliseconds));

        Assert.All(results, result => result.Succeeded());
        Assert.Equal(Waiters, results.Select(result => result.Output).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task If_the_lock_holder_is_stopped_all_others_name_it()
    {
        await using var node = new Node();
        (await node.RunAsync("allocate", "first", "1", "--protocol", "tcp")).Succeeded();
        using var holder = await HoldAsync(node);
        await new Command("kill").OutputAsync("-STOP", holder.Id.ToString());

        var started = Stopwatch.StartNew();
        var results = await Task.WhenAll(
            Enumerable.Range(0, Waiters)
                .Select(number => node.RunAsync("allocate", Name(number), "2", "--protocol", "tcp", "--timeout", "1")));
        Figures.Add("waiting", ("untilToldMilliseconds", started.ElapsedMilliseconds));
        holder.Kill();

        Assert.All(
            results,
            result => result.AssertComplainsAbout("is busy, held by process", holder.Id.ToString(), "running since"));
        (await node.RunAsync("allocate", "last", "2", "--protocol", "tcp")).Succeeded();
    }

    [Theory]
    [InlineData("ports.sqlite.lock", "ports database", "its lock cannot be taken: no locks left")]
    [InlineData("modules/m1/.environment.lock", "environment file", "it cannot be locked: no locks left")]
    public async Task A_lock_that_the_kernel_rejects_is_not_reported_as_busy(string file, params string[] words)
    {
        RealPart.RequireProgram("strace", "strace");
        await using var node = new Node();
        await using var folder = new TemporaryFolder();
        var sample = folder.Write("two.yaml", "labels:\n  org.nethserver.tcp-ports-demand: \"2\"\n");
        await node.InstallAsync("m1", sample);

        var result = await new Command("strace").RunAsync(
            "-f", "-o", "/dev/null", "-P", Path.Join(node.State, file), "-e", "trace=flock", "-e",
            "inject=flock:error=ENOLCK",
            LabelHookProgram.Command.Program, "allocate", "m1", "3", "--protocol", "tcp", "--state", node.State);

        result.AssertComplainsAbout(words);
    }

    private static string Name(int number) => $"m{number}";

    // flock(1) takes the lock and becomes the command, so that its process is the holder.
    private static async Task<Process> HoldAsync(Node node)
    {
        var holder = Process.Start(
            new Command("flock").StartInfo("--no-fork", Path.Join(node.State, "ports.sqlite.lock"), "sleep", "600"))!;
        await WatchingProgram.UntilAsync(() => Locks(holder.Id).Any());
        return holder;
    }

    private static Task UntilWaitingAsync(int holder) => WatchingProgram.UntilAsync(
        () => Locks(holder).Any() && File.ReadLines("/proc/locks")
            .Count(line => line.Contains("-> FLOCK", StringComparison.Ordinal)) >= Waiters / 2);

    private static IEnumerable<string> Locks(int process) =>
        File.ReadLines("/proc/locks").Where(
            line => line.Contains($" {process} ", StringComparison.Ordinal)
                && !line.Contains("->", StringComparison.Ordinal));
}
