using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Packages;

// The .deb in booted Debians.
public sealed class DebianPackageTests(BuiltPackages packages)
{
    private const string State = "/var/lib/labelhook";

    private const string Environment = State + "/modules/web1/environment";

    private const string Units = "labelhook-scan.path labelhook-scan.timer labelhook-watch.service";

    private const string Module = "labelhook@late1.service";

    private const string Edit = "band: 21001-22000";

    public static TheoryData<string> Suites => [DebianTree.Bookworm.Suite, DebianTree.Trixie.Suite];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task It_is_installed_upgraded_and_purged_and_the_ports_stay(string suite)
    {
        await using var folder = new TemporaryFolder();
        await using var host = await StartAsync(suite, await StateBeforeAsync(folder));
        var files = await FilesAsync(host);

        await host.InstallAsync(PackagedHost.Before);
        Assert.Equal("", await host.ShellAsync("find /etc/systemd -name 'labelhook*'"));
        await host.ShellAsync($"""
            systemctl enable --now --quiet {Units}
            mkdir --parents /etc/labelhook/modules
            echo IMAGE=/usr/share/labelhook/samples/one-port.yaml > /etc/labelhook/modules/late1.conf
            systemctl start {Module}
            echo '{Edit}' >> {PackagedHost.Configuration}
            rm -rf {State}
            cp --recursive /srv/state {State}
            """);
        var before = await InvocationsAsync(host);
        var upgrade = (await host.DpkgAsync("--force-confold", "--install", PackagedHost.Package)).Succeeded();

        // Only what is to run on is started again; a restart of labelhook@ would restart the module, too.
        var after = await InvocationsAsync(host);
        Assert.DoesNotContain("labelhook: ", upgrade.Errors, StringComparison.Ordinal);
        Assert.Equal(4, before.Count);
        Assert.All(before.Keys, unit => Assert.Equal(unit == Module, before[unit] == after[unit]));
        Assert.Equal(4, (await host.ShellAsync($"systemctl is-active {Units} {Module}")).Split('\n').Length);

        Assert.EndsWith(Edit, await host.ReadAsync(PackagedHost.Configuration), StringComparison.Ordinal);
        Assert.Contains(" 20001-20002 ", await host.ShellAsync("labelhook list web1"), StringComparison.Ordinal);
        await host.ShellAsync("labelhook install web1 /usr/share/labelhook/samples/eight-ports.yaml");
        Assert.EndsWith("=21001-21008", await host.ReadAsync(Environment), StringComparison.Ordinal);

        await host.RemoveAsync();
        Assert.Equal("inactive inactive inactive", await host.ShellAsync($"echo $(systemctl is-active {Units})"));
        Assert.EndsWith(Edit, await host.ReadAsync(PackagedHost.Configuration), StringComparison.Ordinal);
        var purge = (await host.DpkgAsync("--purge", "labelhook")).Succeeded();
        Assert.Contains($"labelhook: left {State}: it holds the ports", purge.Errors, StringComparison.Ordinal);
        await host.ShellAsync($"test -s {State}/ports.sqlite; test -s {Environment}; rm -r /etc/labelhook");
        Assert.Equal(files, await FilesAsync(host));
    }

    [Fact]
    public async Task An_unedited_configuration_is_replaced_by_the_new_one()
    {
        await using var host = await StartAsync("bookworm");
        await host.InstallAsync(PackagedHost.Before);
        const string Old = "# Of the version before.";
        Assert.EndsWith(Old, await host.ReadAsync(PackagedHost.Configuration), StringComparison.Ordinal);

        await host.InstallAsync(PackagedHost.Package);

        Assert.DoesNotContain(Old, await host.ReadAsync(PackagedHost.Configuration), StringComparison.Ordinal);
        Assert.Equal("", await host.ShellAsync("dpkg --verify labelhook"));
    }

    [Fact]
    public async Task Python_finds_the_packages_after_those_of_others()
    {
        await using var host = await StartAsync("trixie");
        await host.InstallAsync(PackagedHost.Package);

        const string Allocation = "import agent, node.ports_manager as p; print(*p.allocate_ports(2, 'web1', 'tcp'))";
        var allocated = await host.ShellAsync($"cd /; python3 -c \"{Allocation}\"");
        await host.ShellAsync("cd /usr/lib/python3/dist-packages; mkdir agent; echo name = 1 > agent/__init__.py");

        Assert.Equal("20001 20002", allocated);
        Assert.Equal("1", await host.ShellAsync("cd /; python3 -c 'import agent; print(agent.name)'"));
        await host.RemoveAsync();
        Assert.Equal("", await host.ShellAsync("find /usr -path '*labelhook*'"));
    }

    [Fact]
    public async Task Its_path_unit_watches_the_stores_that_storage_conf_names()
    {
        await using var host = await StartAsync("bookworm");
        await host.ShellAsync("""
            mkdir /etc/containers
            printf '[storage]\ndriver = "overlay"\ngraphroot = "/srv/50%% images"\n' > /etc/containers/storage.conf
            """);

        await host.InstallAsync(PackagedHost.Package);

        Assert.Equal(
            "Paths=/srv/50% images/overlay-images/images.json (PathChanged)",
            await host.ShellAsync("systemctl show --property Paths labelhook-scan.path"));
        await host.ShellAsync("sed -i s/50%/60%/ /etc/containers/storage.conf; dpkg-reconfigure labelhook");
        Assert.Equal(
            "Paths=/srv/60% images/overlay-images/images.json (PathChanged)",
            await host.ShellAsync("systemctl show --property Paths labelhook-scan.path"));
        await host.RemoveAsync();
        Assert.Equal("", await host.ShellAsync("find /etc/systemd -name 'labelhook*'"));
    }

    [Fact]
    public async Task With_an_installation_of_the_script_it_says_which_one_is_used()
    {
        await using var host = await StartAsync(
            "bookworm", (Repository.At("hooks"), "/srv/hooks"), (LabelHookProgram.Command.Program, "/srv/labelhook"));
        await host.ShellAsync("/srv/hooks/install.sh --program /srv/labelhook");

        var installed = await host.InstallAsync(PackagedHost.Package);
        await host.ShellAsync("/srv/hooks/install.sh --uninstall");
        var refused = await host.System.RunAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook");

        Assert.Contains("remove it with 'install.sh --uninstall'", installed.Errors, StringComparison.Ordinal);
        Assert.Equal(
            "install.sh: a package installed /usr/bin/labelhook: uninstall the package first\n",
            refused.Failed().Errors);
        Assert.Equal("/usr/bin/labelhook", await host.ShellAsync("command -v labelhook"));
    }

    [Fact]
    public async Task A_node_of_NS8_is_told_what_it_needs_and_nothing_is_installed()
    {
        await using var host = await StartAsync("bookworm");
        await host.ShellAsync("mkdir --parents /var/lib/nethserver/node");

        var result = await host.DpkgAsync("--install", PackagedHost.Package);

        Assert.Contains("this host is a NethServer 8 node", result.Failed().Errors, StringComparison.Ordinal);
        Assert.Equal("", await host.ShellAsync("find /usr /etc -name '*labelhook*'"));
    }

    private Task<PackagedHost> StartAsync(string suite, params (string Host, string Inside)[] files) =>
        PackagedHost.StartAsync(packages, suite == "trixie" ? DebianTree.Trixie : DebianTree.Bookworm, files);

    // web1 has 20001-20002, says a database of version 3.
    private static async Task<(string Host, string Inside)> StateBeforeAsync(TemporaryFolder folder)
    {
        RealPart.RequireProgram("sqlite3", "sqlite3");
        const string Variables = "TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n";
        folder.Write("state/modules/web1/environment", Variables);
        var dump = Repository.At("tests/LabelHook.Acceptance/Packages/ports-3.sql");
        await new Command("sqlite3").OutputAsync(folder["state/ports.sqlite"], ".read " + dump);
        return (folder["state"], "/srv/state");
    }

    private static Task<string> FilesAsync(PackagedHost host) => host.ShellAsync("find /etc /usr | sort");

    // Identifies a single start of a unit.
    private static async Task<Dictionary<string, string>> InvocationsAsync(PackagedHost host)
    {
        var lines = await host.ShellAsync($"""
            for unit in {Units} {Module}; do
              echo $unit $(systemctl show --property InvocationID --value $unit)
            done
            """);
        return lines.Split('\n').Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[1], StringComparer.Ordinal);
    }
}
