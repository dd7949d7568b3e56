using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Installation;

public sealed class Ns8InstallationTests
{
    private const string Actions = "/var/lib/nethserver/node/actions";

    private const string Configuration = "/etc/labelhook/labelhook.yaml";

    private const string PortsManager = "/usr/local/agent/pypkg/node/ports_manager.py";

    [Fact]
    public async Task An_NS8_node_gets_the_program_the_package_the_steps_and_the_configuration()
    {
        await using var root = await InstallationRoot.Ns8Async();
        root.ReleaseRealProgram();

        await root.InstallAsync();

        var program = new Command(root["/usr/local/bin/labelhook"]).With("HOME", "/nowhere");
        var python = new Command("python3")
            .With("PYTHONPATH", root["/usr/local/agent/pypkg"])
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("LABELHOOK_PROGRAM", program.Program)
            .With("LABELHOOK_DATABASE", root["/var/lib/nethserver/node/state/ports.sqlite"]);
        var hooks = Repository.At("hooks/ns8/actions");
        Assert.Equal(
            "2",
            await python.OutputAsync(
                "-c", "import node.ports_manager as ports; print(ports.get_tcp_ports_by_module('mail1'))"));
        Assert.Contains("TCP_PORTS=20000",
        await program.With("LABELHOOK_STATE", root["/state"]).With("LABELHOOK_DATABASE", root["/new.sqlite"])
            .OutputAsync(
                "install",
                "m1",
                Repository.At("samples/one-port.yaml"),
                "--dry-run",
                "--config",
                root[Configuration],
                "--env-file",
                root["/environment"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(root["/usr/local/agent/pypkg/agent"]));
        foreach (var file in Directory.EnumerateFiles(hooks, "*", SearchOption.AllDirectories))
            Assert.Equal("", await new Command("diff").OutputAsync(file, root[Actions + file[hooks.Length..]]));
        Assert.Equal(
            "",
            await new Command("diff").OutputAsync(
                "-r", Repository.At("hooks/ns8/cluster-actions"), root["/var/lib/nethserver/cluster/actions"]));
        Assert.Equal(
            "755 755 644",
            await root.ShellAsync(
                $"echo $(stat -c %a .{Actions}/allocate-ports/50allocate .{Actions}/add-module/40ports "
                    + $".{Actions}/add-module/validate-input.json)"));
    }

    // The agent runs every file in the folder of an action.
    [Fact]
    public async Task The_folder_of_an_action_contains_only_steps_and_schemas()
    {
        await using var root = await InstallationRoot.Ns8Async();

        await root.InstallAsync();

        Assert.Equal(
            "",
            await root.ShellAsync(
                $"find .{Actions} -type f | grep -Ev '/([0-9]+[a-z]+|validate-(input|output).json)$' || true"));
        Assert.Equal(
            "# of NS8", await root.ShellAsync($"cat usr/local/share/labelhook/originals{PortsManager}.labelhook-orig"));
    }

    [Fact]
    public async Task A_changed_configuration_is_kept()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();
        await root.ShellAsync($"echo '# mine' >>.{Configuration}");
        var before = await root.TracesAsync();

        Assert.Contains(Configuration, (await root.InstallAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(before, await root.TracesAsync());
        await root.UninstallAsync();

        Assert.Equal("# mine", (await root.ShellAsync($"tail -n 1 .{Configuration}")).Trim());
        Assert.False(File.Exists(root["/usr/local/bin/labelhook"]));
    }

    [Fact]
    public async Task An_existing_configuration_is_kept()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.ShellAsync($"mkdir etc/labelhook; echo 'band: 21000-22000' >.{Configuration}");
        var before = await root.ContentsAsync();

        await root.InstallAsync();

        Assert.Equal("band: 21000-22000", await root.ShellAsync($"cat .{Configuration}"));
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task Installing_and_uninstalling_do_not_touch_the_ports_database()
    {
        await using var root = await InstallationRoot.Ns8Async();
        const string Traces =
            "stat -c '%i %y %z' var/lib/nethserver/node/state/ports.sqlite; sha256sum "
                + "var/lib/nethserver/node/state/*; ls -a var/lib/nethserver/node/state";
        var before = await root.ShellAsync(Traces);

        await root.InstallAsync();
        Assert.Equal(before, await root.ShellAsync(Traces));
        await root.UninstallAsync();

        Assert.Equal(before, await root.ShellAsync(Traces));
    }

    [Fact]
    public async Task NS8_can_allocate_from_a_database_that_LabelHook_has_used()
    {
        await using var root = await InstallationRoot.Ns8Async();
        root.ReleaseRealProgram();
        await root.InstallAsync();
        var database = root["/var/lib/nethserver/node/state/ports.sqlite"];
        await new Command(root["/usr/local/bin/labelhook"])
            .With("HOME", "/nowhere")
            .With("LABELHOOK_DATABASE", database)
            .OutputAsync("claim", "web1", "20002", "--protocol", "tcp");

        await root.UninstallAsync();

        await new Command("sqlite3").OutputAsync(
            "-bail",
            database,
            "INSERT INTO TCP_PORTS VALUES (20003, 20003, 'new1'); DELETE FROM TCP_PORTS WHERE module = 'web1'");
        Assert.Equal(
            "20000|20001|mail1\n20003|20003|new1",
            await new Command("sqlite3").OutputAsync(database, "SELECT * FROM TCP_PORTS"));
    }
}
