using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// An upgrade of the .deb that ends half-way leaves a LabelHook that works, and can be completed.
public sealed class InterruptedUpgradeTests(BuiltPackages packages)
{
    private const int Kills = 6;

    // What an upgrade must not touch.
    private const string Work = """
        systemctl start labelhook-watch.service
        labelhook install web1 /usr/share/labelhook/samples/two-ports.yaml
        """;

    // Prints what an upgrade must not leave.
    private const string Traces = "find /etc /usr /var -name '*.dpkg-*'; dpkg --verify labelhook; dpkg --audit";

    [Fact]
    public async Task A_killed_dpkg_is_completed_by_the_next()
    {
        await using var host = await PackagedHost.StartAsync(packages, DebianTree.Bookworm);
        await host.InstallAsync(PackagedHost.Before);
        await host.ShellAsync(Work);
        var ports = await host.ShellAsync("labelhook list web1");
        var (_, renamed) = await host.InstallAndKillAsync(0);
        var unpacked = renamed.IndexOf(PackagedHost.Configuration) + 1;
        Assert.True(unpacked > 50);

        foreach (var rename in Sweep.Spread([.. Enumerable.Range(1, unpacked - 1)], Kills - 1).Append(unpacked))
        {
            await host.InstallAsync(PackagedHost.Before);
            var watching = await host.WatchingProcessAsync();

            var (killed, _) = await host.InstallAndKillAsync(rename);

            Assert.NotEqual(0, killed.ExitCode);
            Assert.Equal(watching, await host.WatchingProcessAsync());
            Assert.Equal(ports, await host.ShellAsync("labelhook list web1"));
            (await host.DpkgAsync("--configure", "--pending")).Succeeded();
            if (rename < unpacked)
                await host.InstallAsync(PackagedHost.Package);
            Assert.Matches("^install ok installed (?!0.0.1)", await host.StateAsync());
            Assert.NotEqual(watching, await host.WatchingProcessAsync());
            Assert.Equal(ports, await host.ShellAsync("labelhook list web1"));
            Assert.Equal("", await host.ShellAsync(Traces));
        }
    }

    [Fact]
    public async Task A_full_disk_keeps_the_installed_version()
    {
        await using var host = await PackagedHost.StartAsync(packages, DebianTree.Bookworm);
        await host.InstallAsync(PackagedHost.Before);
        await host.ShellAsync(Work);
        await host.ShellAsync("""
            mount -t tmpfs -o size=4m tmpfs /mnt
            mkdir /mnt/written /mnt/work
            mount -t overlay -o lowerdir=/usr,upperdir=/mnt/written,workdir=/mnt/work overlay /usr
            """);
        var ports = await host.ShellAsync("labelhook list web1");
        var watching = await host.WatchingProcessAsync();

        var full = await host.DpkgAsync("--install", PackagedHost.Package);

        Assert.Contains("No space left on device", full.Failed().Errors, StringComparison.Ordinal);
        Assert.Equal("install ok installed 0.0.1", await host.StateAsync());
        Assert.Equal(ports, await host.ShellAsync("labelhook list web1"));
        Assert.Equal(watching, await host.WatchingProcessAsync());
        await host.ShellAsync("mount -o remount,size=100m /mnt");
        await host.InstallAsync(PackagedHost.Package);
        Assert.NotEqual(watching, await host.WatchingProcessAsync());
        Assert.Equal("", await host.ShellAsync(Traces));
    }
}
