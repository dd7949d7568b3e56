using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Installation;

public sealed class UninstallationTests
{
    private const string PortsManager = "/usr/local/agent/pypkg/node/ports_manager.py";

    // With and without NS8.
    public static TheoryData<bool> Hosts => [true, false];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Uninstalling_restores_the_original_files(bool ns8)
    {
        await using var root = await StartAsync(ns8);
        await root.ReleaseClusterProgramAsync();
        var before = await root.ContentsAsync();

        await root.InstallAsync();
        Assert.NotEqual(before, await root.ContentsAsync());
        await root.UninstallAsync();

        Assert.Equal(before, await root.ContentsAsync());
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task Uninstalling_disables_the_units()
    {
        RealPart.RequireProgram("systemctl", "systemd");
        await using var root = await InstallationRoot.PlainAsync();
        await root.InstallAsync();
        await root.ShellAsync(
            "echo '[Install]\nWantedBy=multi-user.target' >usr/local/lib/systemd/system/mine.service");
        await new Command("systemctl").OutputAsync(
            "--root",
            root[""],
            "enable",
            "labelhook-scan.path",
            "labelhook-scan.timer",
            "labelhook-watch.service",
            "mine.service");
        Assert.Equal(4, (await root.ShellAsync("find etc/systemd -type l")).Split('\n').Length);

        var result = await root.UninstallAsync();

        Assert.Equal("", result.Errors);
        Assert.Equal(
            "etc/systemd/system/multi-user.target.wants/mine.service",
            await root.ShellAsync("find etc/systemd -type l"));
    }

    [Fact]
    public async Task Uninstalling_stops_running_units()
    {
        await using var system = await BootedSystem.StartAsync(
            (Repository.At("hooks"), "/srv/hooks"), (LabelHookProgram.Command.Program, "/srv/labelhook"));
        await system.OutputAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook");
        await system.OutputAsync("sh", "-c", "systemctl daemon-reload && systemctl enable --now labelhook-scan.timer");

        await system.OutputAsync("/srv/hooks/install.sh", "--uninstall");

        Assert.Equal("inactive\n", (await system.RunAsync("systemctl", "is-active", "labelhook-scan.timer")).Output);
        Assert.Equal("", await system.OutputAsync("find", "/etc/systemd", "-name", "labelhook*"));
    }

    [Fact]
    public async Task Uninstalling_deletes_compiled_Python_files()
    {
        await using var root = await InstallationRoot.PlainAsync();
        var before = await root.ContentsAsync();
        await root.InstallAsync("--python", "/packages");
        await new Command("python3").With("PYTHONPATH", root["/packages"]).OutputAsync(
            "-c", "import node.ports_manager");
        Assert.True(Directory.Exists(root["/packages/node/__pycache__"]));

        await root.UninstallAsync();

        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task A_file_that_another_program_replaced_is_not_deleted()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();
        await root.ShellAsync($"echo '# newer' >.{PortsManager}");

        await root.UninstallAsync();

        Assert.Equal("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.False(Directory.Exists(root["/usr/local/share/labelhook"]));
    }

    private static Task<InstallationRoot> StartAsync(bool ns8) =>
        ns8 ? InstallationRoot.Ns8Async() : InstallationRoot.PlainAsync();
}
