using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Installation;

// A second run of install.sh, with or without changes in between.
public sealed class ReinstallationTests
{
    private const string Actions = "/var/lib/nethserver/node/actions";

    private const string PortsManager = "/usr/local/agent/pypkg/node/ports_manager.py";

    // With and without NS8.
    public static TheoryData<bool> Hosts => [true, false];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task A_second_run_changes_nothing(bool ns8)
    {
        await using var root = await StartAsync(ns8);
        await root.InstallAsync();
        var before = await root.TracesAsync();

        var result = await root.InstallAsync();

        Assert.Equal("", result.Output);
        Assert.Equal(before, await root.TracesAsync());
    }

    [Fact]
    public async Task A_file_that_an_update_of_NS8_replaced_is_restored_in_its_newer_version()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();
        await root.ShellAsync(
            $"echo '# newer' >.{PortsManager}; rm .{Actions}/allocate-ports/50allocate; ln -s /newer "
                + $".{Actions}/allocate-ports/50allocate");

        await root.InstallAsync();

        Assert.NotEqual("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.Null(new FileInfo(root[Actions + "/allocate-ports/50allocate"]).LinkTarget);
        await root.UninstallAsync();
        Assert.Equal("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.Equal("/newer", new FileInfo(root[Actions + "/allocate-ports/50allocate"]).LinkTarget);
    }

    [Fact]
    public async Task A_newer_version_keeps_the_original_that_the_older_one_replaced()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.ShellAsync("echo 'of the administrator' >usr/local/bin/labelhook");
        var before = await root.ContentsAsync();
        await root.InstallAsync();
        await root.ReleaseAsync("2");

        await root.InstallAsync();

        Assert.Equal("2", await new Command(root["/usr/local/bin/labelhook"]).OutputAsync());
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task Files_that_a_later_run_does_not_install_are_removed()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();

        await root.InstallAsync("--plain", "--python", "/packages");

        Assert.Equal("# of NS8", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.False(File.Exists(root[Actions + "/add-module/40ports"]));
        Assert.False(Directory.Exists(root[Actions + "/update-module"]));
        Assert.True(File.Exists(root["/packages/node/ports_manager.py"]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    public async Task An_interrupted_run_is_completed_by_the_next(int files)
    {
        await using var root = await InstallationRoot.Ns8Async();
        var before = await root.ContentsAsync();
        await root.InstallAsync();
        var whole = await root.ShellAsync("find . | sort");
        await root.UninstallAsync();

        // The script dies when it installs the next file.
        await root.ShellAsync($$"""
            mkdir ../bin
            printf '#!/bin/sh\necho >>"$0.calls"; [ "$(wc -l <"$0.calls")" -le {{files}} ] || kill -KILL "$PPID"; exec {{RealPart.Find("install")}} "$@"\n' >../bin/install
            chmod +x ../bin/install
            """);
        var cut = await root.RunWithPathAsync(
            $"{root["/../bin"]}:{Environment.GetEnvironmentVariable("PATH")}", "--program", root.Program);

        Assert.NotEqual(0, cut.ExitCode);
        Assert.NotEqual(whole, await root.ShellAsync("find . | sort"));
        await root.InstallAsync();
        Assert.Equal(whole, await root.ShellAsync("find . | sort"));
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    private static Task<InstallationRoot> StartAsync(bool ns8) =>
        ns8 ? InstallationRoot.Ns8Async() : InstallationRoot.PlainAsync();
}
