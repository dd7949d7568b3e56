using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// The .deb of labelhook-cluster, beside that of labelhook.
public sealed class ClusterPackageTests(BuiltPackages packages)
{
    private const string Package = "/srv/cluster.deb";

    private const string Before = "/srv/cluster-before.deb";

    private const string Units = "labelhook-cluster-publish.path labelhook-cluster-publish.timer";

    [Fact]
    public async Task It_is_installed_upgraded_and_purged_beside_labelhook()
    {
        await using var host = await PackagedHost.StartAsync(
            packages,
            DebianTree.Bookworm,
            (await packages.FileAsync(BuiltPackages.ClusterDeb), Package),
            (await packages.ClusterDebBefore, Before));
        var files = await host.ShellAsync("find /etc /usr | sort");
        (await host.DpkgAsync("--install", PackagedHost.Before, Before)).Succeeded();
        Assert.Equal("", await host.ShellAsync("find /etc/systemd -name 'labelhook*'"));
        await host.ShellAsync($"systemctl enable --now --quiet {Units}");
        var before = await InvocationsAsync(host);

        var upgrade = (await host.DpkgAsync("--install", PackagedHost.Package, Package)).Succeeded();

        Assert.DoesNotContain("labelhook-cluster: ", upgrade.Errors, StringComparison.Ordinal);
        Assert.Empty(before.Intersect(await InvocationsAsync(host), StringComparer.Ordinal));
        Assert.Equal("active active", await host.ShellAsync($"echo $(systemctl is-active {Units})"));
        Assert.Equal("", await host.ShellAsync("dpkg --verify labelhook-cluster"));
        Assert.Equal(
            await host.ShellAsync("labelhook --version"), await host.ShellAsync("labelhook-cluster --version"));

        (await host.DpkgAsync("--remove", "labelhook-cluster")).Succeeded();
        Assert.Equal("inactive inactive", await host.ShellAsync($"echo $(systemctl is-active {Units})"));
        Assert.Equal("", await host.ShellAsync("find /etc/systemd -name 'labelhook*'; labelhook list"));
        (await host.DpkgAsync("--purge", "labelhook-cluster", "labelhook")).Succeeded();
        Assert.Equal(files, await host.ShellAsync("find /etc /usr | sort"));
    }

    private static async Task<string[]> InvocationsAsync(PackagedHost host)
    {
        var lines = await host.ShellAsync($"systemctl show --property InvocationID --value {Units}");
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
