using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// The scripts of the .rpm, in a booted Debian: it has no rpm, so that of this machine runs there with its libraries.
public sealed class RpmPackageTests(BuiltPackages packages)
{
    private const string Package = "/srv/labelhook.rpm";

    private const string ClusterPackage = "/srv/labelhook-cluster.rpm";

    private const string ClusterUnits = "labelhook-cluster-publish.path labelhook-cluster-publish.timer";

    private const string Units = "labelhook-scan.path labelhook-scan.timer labelhook-watch.service";

    private const string OnePort = "/usr/share/labelhook/samples/one-port.yaml";

    private const string Edit = "band: 21001-22000";

    private const string Load = "exec /srv/rpm/lib/ld-linux-* --library-path /srv/rpm/lib \"$@\"";

    [Fact]
    public async Task Its_scripts_restart_what_runs_after_an_upgrade_and_stop_it_at_the_end()
    {
        await using var system = await StartAsync();
        await RpmAsync(system, "--install", Package);
        await ShellAsync(system, $"systemctl enable --now --quiet {Units}");
        await ShellAsync(system, $"echo '{Edit}' >> {PackagedHost.Configuration}");
        var before = await InvocationsAsync(system, Units);

        await RpmAsync(system, "--upgrade", "--replacepkgs", Package);

        var after = await InvocationsAsync(system, Units);
        Assert.Equal(3, before.Length);
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal("active active active", await ShellAsync(system, $"echo $(systemctl is-active {Units})"));
        Assert.Equal("TCP_PORT=21001", await ShellAsync(system, $"labelhook install web1 {OnePort}"));

        await RpmAsync(system, "--erase", "labelhook");

        Assert.Equal("inactive inactive inactive", await ShellAsync(system, $"echo $(systemctl is-active {Units})"));
        Assert.Equal("", await ShellAsync(system, "find /usr /etc/systemd -name '*labelhook*'"));
        var saved = await ShellAsync(system, $"cat {PackagedHost.Configuration}.rpmsave");
        Assert.EndsWith(Edit, saved, StringComparison.Ordinal);
        await ShellAsync(system, "test -s /var/lib/labelhook/ports.sqlite");
    }

    [Fact]
    public async Task Its_subpackage_restarts_and_stops_its_own_units()
    {
        await using var system = await StartAsync();
        await RpmAsync(system, "--install", Package, ClusterPackage);
        Assert.Equal("", await ShellAsync(system, "find /etc/systemd -name 'labelhook*'"));
        await ShellAsync(system, $"systemctl enable --now --quiet {ClusterUnits}");
        var before = await InvocationsAsync(system, ClusterUnits);

        await RpmAsync(system, "--upgrade", "--replacepkgs", Package, ClusterPackage);

        Assert.Empty(before.Intersect(await InvocationsAsync(system, ClusterUnits), StringComparer.Ordinal));
        Assert.Equal("active active", await ShellAsync(system, $"echo $(systemctl is-active {ClusterUnits})"));
        Assert.Equal(
            await ShellAsync(system, "labelhook --version"), await ShellAsync(system, "labelhook-cluster --version"));

        await RpmAsync(system, "--erase", "labelhook-cluster");

        Assert.Equal("inactive inactive", await ShellAsync(system, $"echo $(systemctl is-active {ClusterUnits})"));
        Assert.Equal("", await ShellAsync(system, "find /usr /etc -name '*labelhook-cluster*'; labelhook list"));
    }

    [Fact]
    public async Task A_node_of_NS8_is_told_what_it_needs_and_nothing_is_installed()
    {
        await using var system = await StartAsync();
        await ShellAsync(system, "mkdir --parents /var/lib/nethserver/node");

        var result = await TryRpmAsync(system, "--install", Package);

        Assert.Contains("this host is a NethServer 8 node", result.Failed().Errors, StringComparison.Ordinal);
        Assert.Equal("", await ShellAsync(system, "find /usr /etc -name '*labelhook*'"));
    }

    private async Task<BootedSystem> StartAsync()
    {
        RealPart.RequireProgram("rpm", "rpm");
        var needed = await new Command("ldd").OutputAsync("/usr/bin/rpm");
        var library = needed.Split('\n').Single(line => line.Contains("libc.so", StringComparison.Ordinal)).Split(' ')[2];
        return await BootedSystem.StartAsync(
            DebianTree.Bookworm,
            (await packages.FileAsync(BuiltPackages.Rpm), Package),
            (await packages.FileAsync(BuiltPackages.ClusterRpm), ClusterPackage),
            ("/usr/bin/rpm", "/srv/rpm/rpm"),
            ("/usr/lib/rpm", "/usr/lib/rpm"),
            (Path.GetDirectoryName(library)!, "/srv/rpm/lib"));
    }

    private static async Task RpmAsync(BootedSystem system, params string[] arguments) =>
        (await TryRpmAsync(system, arguments)).Succeeded();

    private static Task<CommandResult> TryRpmAsync(BootedSystem system, params string[] arguments) => system.RunAsync(
        [
            "env", PackagedHost.SearchPath, "sh", "-c", Load, "sh", "/srv/rpm/rpm", .. arguments, "--nodeps",
        ]);

    private static async Task<string> ShellAsync(BootedSystem system, string script) =>
        (await system.OutputAsync("env", PackagedHost.SearchPath, "sh", "-euc", script)).Trim();

    private static async Task<string[]> InvocationsAsync(BootedSystem system, string units) =>
        (await ShellAsync(system, $"systemctl show --property InvocationID --value {units}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
