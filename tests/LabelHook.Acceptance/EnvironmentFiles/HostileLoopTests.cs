using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Nodes;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.EnvironmentFiles;

// The user of a module permanently replaces its folder, file and lock with links, FIFOs and sockets while root
// installs.
public sealed class HostileLoopTests
{
    private static readonly int Installs = Sweep.IsFull ? 2_000 : 60;

    private const string Swap = """
        while :; do
          for trick in 'ln -s ../../etc state' 'ln -s /etc state' 'mkfifo state' 'mkdir state; mkfifo state/environment' 'mkdir state; ln -s ../../etc/environment state/environment' \
            'mkdir state; ln -s ../../etc/environment state/.environment.lock' 'mkdir state; mkfifo state/.environment.lock' 'mkdir state; ln ../../etc/environment state/environment' \
            'mkdir state; echo A=1 >state/environment' 'mkdir state; mkfifo state/.environment.labelhook'; do
            mv state old.$$ 2>/dev/null
            rm -rf old.$$ 2>/dev/null
            eval "$trick" 2>/dev/null && printf . >>swaps
          done
        done
        """;

    [Fact]
    public async Task No_file_outside_changes_no_run_hangs_and_the_owner_is_right()
    {
        await using var node = await SharedNode.StartAsync();
        var outside = Path.Join(Path.GetDirectoryName(node.Home)!, "etc");
        var before = await FolderSnapshot.TakeAsync(outside);
        var labels = node.Labels(2);
        await node.ShellAtHomeAsync("mkdir state");

        using (var swapper = System.Diagnostics.Process.Start(new Command("setpriv").In(node.Home).StartInfo(
            $"--reuid={SharedNode.ModuleUser}", $"--regid={SharedNode.ModuleUser}", "--clear-groups", "--", "sh", "-c",
            Swap))!)
        {
            for (var install = 0; install < Installs; install++)
            {
                var result = await node.RunAsync(
                    "install", "m1", labels, "--env-file", Path.Join(node.Home, "state/environment"), "--timeout", "2");

                Assert.InRange(result.ExitCode, 0, 1);
                Assert.DoesNotContain("LH9001", result.Errors, StringComparison.Ordinal);
                Assert.DoesNotContain("internal error", result.Errors, StringComparison.Ordinal);
            }

            swapper.Kill(entireProcessTree: true);
            await swapper.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Figures.Add(
            "hostile-loop", ("installs", Installs), ("swaps", new FileInfo(Path.Join(node.Home, "swaps")).Length));
        Assert.Equal(before, await FolderSnapshot.TakeAsync(outside));
        await node.ShellAtHomeAsync("rm -rf state old.*; mkdir state");
        (await node.RunAsync(
            "install", "m1", labels, "--env-file", Path.Join(node.Home, "state/environment"))).Succeeded();
        Assert.Equal(
            $"{SharedNode.ModuleUser} {SharedNode.ModuleUser}",
            await node.ShellAsync("stat --format='%u %g' home/state/environment"));
    }
}
