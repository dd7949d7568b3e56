using LabelHook.Acceptance.Faults;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// An upgrade of the .deb that ends half-way leaves a LabelHook that works, and can be completed.
public sealed class InterruptedUpgradeTests(BuiltPackages packages)
{
    private const int Kills = 6;

    [Fact]
    public async Task A_killed_dpkg_is_completed_by_the_next()
    {
        await using var host = await PackagedHost.StartAsync(packages, DebianTree.Bookworm);
        (await host.DpkgAsync("--install", PackagedHost.Before)).Succeeded();
        await host.ShellAsync(
            "systemctl start labelhook-watch.service; labelhook install web1 "
                + "/usr/share/labelhook/samples/two-ports.yaml");
        var ports = await host.ShellAsync("labelhook list web1");
        var renamed = (await host.KillDpkgAsync(0, "--install", PackagedHost.Package)).Renamed;
        var unpacked = renamed.ToList().IndexOf(PackagedHost.Configuration) + 1;
        Assert.True(unpacked > 50);

        foreach (var rename in Sweep.Spread([.. Enumerable.Range(1, unpacked - 1)], Kills - 1).Append(unpacked))
        {
            (await host.DpkgAsync("--install", PackagedHost.Before)).Succeeded();
            var watching = await host.WatchingProcessAsync();

            var (killed, _) = await host.KillDpkgAsync(rename, "--install", PackagedHost.Package);

            Assert.NotEqual(0, killed.ExitCode);
            Assert.Equal(watching, await host.WatchingProcessAsync());
            Assert.Equal(ports, await host.ShellAsync("labelhook list web1"));
            (await host.DpkgAsync("--configure", "--pending")).Succeeded();
            if (rename < unpacked)
                (await host.DpkgAsync("--install", PackagedHost.Package)).Succeeded();
            Assert.Matches("^install ok installed (?!0.0.1)", await host.StateAsync());
            Assert.NotEqual(watching, await host.WatchingProcessAsync());
            Assert.Equal(ports, await host.ShellAsync("labelhook list web1"));
            Assert.Equal(
                "",
                await host.ShellAsync("find /etc /usr /var -name '*.dpkg-*'; dpkg --verify labelhook; dpkg --audit"));
        }
    }

    [Fact]
    public async Task A_full_disk_keeps_the_installed_version()
    {
        await using var host = await PackagedHost.StartAsync(packages, DebianTree.Bookworm);
        (await host.DpkgAsync("--install", PackagedHost.Before)).Succeeded();
        await host.ShellAsync("""
            systemctl start labelhook-watch.service
            labelhook install web1 /usr/share/labelhook/samples/two-ports.yaml
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
        (await host.DpkgAsync("--install", PackagedHost.Package)).Succeeded();
        Assert.NotEqual(watching, await host.WatchingProcessAsync());
        Assert.Equal(
            "", await host.ShellAsync("find /etc /usr /var -name '*.dpkg-*'; dpkg --verify labelhook; dpkg --audit"));
    }
}
