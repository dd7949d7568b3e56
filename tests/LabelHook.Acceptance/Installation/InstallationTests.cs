using LabelHook.Acceptance.Program;
using LabelHook.Acceptance.Systemd;

namespace LabelHook.Acceptance.Installation;

public sealed class InstallationTests
{
    private const string Actions = "/var/lib/nethserver/node/actions";

    private const string Configuration = "/etc/labelhook/labelhook.yaml";

    private const string PortsManager = "/usr/local/agent/pypkg/node/ports_manager.py";

    private const string Units = "/usr/local/lib/systemd/system";

    private static readonly string UnitFolder = Repository.At("hooks/systemd");

    private static IEnumerable<string> UnitFiles => Directory.EnumerateFiles(UnitFolder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(UnitFolder, file));

    // Whether NS8 is there decides what is installed.
    public static TheoryData<bool> Hosts => [true, false];

    [Fact]
    public async Task A_node_of_NS8_gets_program_package_steps_and_configuration()
    {
        await using var root = await InstallationRoot.Ns8Async();
        root.ReleaseRealProgram();

        await root.InstallAsync();

        var program = new Command(root["/usr/local/bin/labelhook"]).With("HOME", "/nowhere");
        var python = new Command("python3").With("PYTHONPATH", root["/usr/local/agent/pypkg"]).With("PYTHONDONTWRITEBYTECODE", "1")
            .With("LABELHOOK_PROGRAM", program.Program).With("LABELHOOK_DATABASE", root["/var/lib/nethserver/node/state/ports.sqlite"]);
        var hooks = Repository.At("hooks/ns8/actions");
        Assert.Equal("2", await python.OutputAsync("-c", "import node.ports_manager as ports; print(ports.get_tcp_ports_by_module('mail1'))"));
        Assert.Contains("TCP_PORTS=20000", await program.With("LABELHOOK_STATE", root["/state"]).With("LABELHOOK_DATABASE", root["/new.sqlite"])
            .OutputAsync("install", "m1", Repository.At("samples/one-port.yaml"), "--dry-run", "--config", root[Configuration], "--env-file", root["/environment"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(root["/usr/local/agent/pypkg/agent"]));
        foreach (var file in Directory.EnumerateFiles(hooks, "*", SearchOption.AllDirectories))
            Assert.Equal("", await new Command("diff").OutputAsync(file, root[Actions + file[hooks.Length..]]));
        Assert.Equal("", await new Command("diff").OutputAsync("-r", Repository.At("hooks/ns8/cluster-actions"), root["/var/lib/nethserver/cluster/actions"]));
        Assert.Equal("755 755 644", await root.ShellAsync($"echo $(stat -c %a .{Actions}/allocate-ports/50allocate .{Actions}/add-module/40ports .{Actions}/add-module/validate-input.json)"));
    }

    [Fact]
    public async Task A_plain_host_gets_program_and_package_and_nothing_of_NS8s()
    {
        await using var root = await InstallationRoot.PlainAsync();

        await root.InstallAsync("--python", "/usr/lib/python3/dist-packages");

        string[] files =
        [
            "./usr/lib/python3/dist-packages/agent/__init__.py", "./usr/lib/python3/dist-packages/agent/py.typed",
            "./usr/lib/python3/dist-packages/node/ports_manager.py", "./usr/lib/python3/dist-packages/node/py.typed", "./usr/local/bin/labelhook",
            "./usr/local/share/bash-completion/completions/labelhook", "./usr/local/share/fish/vendor_completions.d/labelhook.fish",
            "./usr/local/share/labelhook/installed", "./usr/local/share/man/man1/labelhook.1", "./usr/local/share/zsh/site-functions/_labelhook",
            .. UnitFiles.Select(file => $"./{Units[1..]}/{file}"),
            .. Directory.EnumerateFiles(Repository.At("hooks/schemas")).Select(file => $"./usr/local/share/labelhook/schemas/{Path.GetFileName(file)}"),
        ];
        Assert.Equal(files.Order(StringComparer.Ordinal), (await root.ShellAsync("find . -type f")).Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_plain_host_finds_the_package_where_its_own_Python_looks()
    {
        RealPart.Require("/usr/bin/python3", File.Exists("/usr/bin/python3"), "apt-get install python3");
        await using var root = await InstallationRoot.PlainAsync();

        await root.InstallAsync();

        var looked = await new Command("/usr/bin/python3").OutputAsync("-c", "import sysconfig; print(sysconfig.get_path('purelib'))");
        Assert.True(File.Exists(root[looked + "/node/ports_manager.py"]));
    }

    [Fact]
    public async Task Units_are_installed_and_none_is_enabled()
    {
        await using var root = await InstallationRoot.PlainAsync();

        var result = await root.InstallAsync();

        Assert.NotEmpty(UnitFiles);
        Assert.Equal("", await new Command("diff").OutputAsync("-r", UnitFolder, root[Units]));
        Assert.False(Directory.Exists(root["/etc/systemd"]));
        Assert.Equal("no unit was enabled; to enable one, run: systemctl daemon-reload && systemctl enable --now UNIT", result.Lines[^1]);
    }

    [Fact]
    public async Task Units_that_go_leave_no_link_that_enables_them()
    {
        RealPart.RequireProgram("systemctl", "systemd");
        await using var root = await InstallationRoot.PlainAsync();
        await root.InstallAsync();
        await root.ShellAsync("echo '[Install]\nWantedBy=multi-user.target' >usr/local/lib/systemd/system/mine.service");
        await new Command("systemctl").OutputAsync("--root", root[""], "enable", "labelhook-scan.path", "labelhook-scan.timer", "labelhook-watch.service", "mine.service");
        Assert.Equal(4, (await root.ShellAsync("find etc/systemd -type l")).Split('\n').Length);

        var result = await root.UninstallAsync();

        Assert.Equal("", result.Errors);
        Assert.Equal("etc/systemd/system/multi-user.target.wants/mine.service", await root.ShellAsync("find etc/systemd -type l"));
    }

    [Fact]
    public async Task Units_that_go_are_stopped_where_systemd_runs()
    {
        await using var system = await BootedSystem.StartAsync((Repository.At("hooks"), "/srv/hooks"), (LabelHookProgram.Command.Program, "/srv/labelhook"));
        await system.OutputAsync("/srv/hooks/install.sh", "--program", "/srv/labelhook");
        await system.OutputAsync("sh", "-c", "systemctl daemon-reload && systemctl enable --now labelhook-scan.timer");

        await system.OutputAsync("/srv/hooks/install.sh", "--uninstall");

        Assert.Equal("inactive\n", (await system.RunAsync("systemctl", "is-active", "labelhook-scan.timer")).Output);
        Assert.Equal("", await system.OutputAsync("find", "/etc/systemd", "-name", "labelhook*"));
    }

    [Fact]
    public async Task Shells_and_man_find_what_the_program_prints_of_itself()
    {
        foreach (var program in (string[])["bash", "zsh", "fish", "man"])
            RealPart.RequireProgram(program, program is "man" ? "man-db" : program);
        await using var root = await InstallationRoot.PlainAsync();
        root.ReleaseRealProgram();

        await root.InstallAsync();

        var share = root["/usr/local/share"];
        var shell = new Command("env") { Prefix = ["-C", root[""]] }.With("HOME", root["/root"]).With("XDG_DATA_DIRS", share + ":/usr/share").With("LC_ALL", "C.UTF-8")
            .With("PATH", $"{root["/usr/local/bin"]}:{Environment.GetEnvironmentVariable("PATH")}");
        Assert.Equal("complete -F _labelhook labelhook", await shell.OutputAsync("bash", "-c", ". /usr/share/bash-completion/bash_completion; _completion_loader labelhook; complete -p labelhook"));
        Assert.StartsWith("install\t", await shell.OutputAsync("fish", "-c", "complete -C 'labelhook inst'"), StringComparison.Ordinal);
        Assert.Equal("/usr/local/share/zsh/site-functions", await shell.OutputAsync("zsh", "-fc", "print -l $fpath | grep -Fx /usr/local/share/zsh/site-functions"));
        Assert.Equal(await LabelHookProgram.Command.OutputAsync("completion", "zsh"), (await File.ReadAllTextAsync(share + "/zsh/site-functions/_labelhook", TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(share + "/man/man1/labelhook.1", await shell.OutputAsync("man", "-M", share + "/man", "-w", "labelhook"));
    }

    [Fact]
    public async Task A_program_of_another_machine_is_installed_without_what_only_it_can_print()
    {
        await using var root = await InstallationRoot.PlainAsync();
        await File.WriteAllBytesAsync(root.Program, [0x7f, (byte)'E', (byte)'L', (byte)'F'], TestContext.Current.CancellationToken);

        var result = await root.InstallAsync();

        Assert.Equal("", result.Errors);
        Assert.Equal("skipped completion and manual page: the program does not run on this machine", result.Lines[0]);
        Assert.True(File.Exists(root["/usr/local/bin/labelhook"]));
        Assert.False(Directory.Exists(root["/usr/local/share/man"]));
        Assert.False(Directory.Exists(root["/usr/local/share/zsh"]));
    }

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

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task What_was_there_before_is_there_after(bool ns8)
    {
        await using var root = await StartAsync(ns8);
        var before = await root.ContentsAsync();

        await root.InstallAsync();
        Assert.NotEqual(before, await root.ContentsAsync());
        await root.UninstallAsync();

        Assert.Equal(before, await root.ContentsAsync());
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task A_package_that_was_imported_leaves_no_compiled_file_behind()
    {
        await using var root = await InstallationRoot.PlainAsync();
        var before = await root.ContentsAsync();
        await root.InstallAsync("--python", "/packages");
        await new Command("python3").With("PYTHONPATH", root["/packages"]).OutputAsync("-c", "import node.ports_manager");
        Assert.True(Directory.Exists(root["/packages/node/__pycache__"]));

        await root.UninstallAsync();

        Assert.Equal(before, await root.ContentsAsync());
    }

    [Fact]
    public async Task The_ports_database_is_not_touched()
    {
        await using var root = await InstallationRoot.Ns8Async();
        const string Traces = "stat -c '%i %y %z' var/lib/nethserver/node/state/ports.sqlite; sha256sum var/lib/nethserver/node/state/*; ls -a var/lib/nethserver/node/state";
        var before = await root.ShellAsync(Traces);

        await root.InstallAsync();
        Assert.Equal(before, await root.ShellAsync(Traces));
        await root.UninstallAsync();

        Assert.Equal(before, await root.ShellAsync(Traces));
    }

    [Fact]
    public async Task NS8_still_allocates_from_a_database_that_LabelHook_has_used()
    {
        await using var root = await InstallationRoot.Ns8Async();
        root.ReleaseRealProgram();
        await root.InstallAsync();
        var database = root["/var/lib/nethserver/node/state/ports.sqlite"];
        await new Command(root["/usr/local/bin/labelhook"]).With("HOME", "/nowhere").With("LABELHOOK_DATABASE", database).OutputAsync("claim", "web1", "20002", "--protocol", "tcp");

        await root.UninstallAsync();

        await new Command("sqlite3").OutputAsync("-bail", database, "INSERT INTO TCP_PORTS VALUES (20003, 20003, 'new1'); DELETE FROM TCP_PORTS WHERE module = 'web1'");
        Assert.Equal("20000|20001|mail1\n20003|20003|new1", await new Command("sqlite3").OutputAsync(database, "SELECT * FROM TCP_PORTS"));
    }

    [Fact]
    public async Task Configuration_that_the_administrator_changed_is_kept()
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
    public async Task Configuration_that_was_there_first_is_kept()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.ShellAsync($"mkdir etc/labelhook; echo 'band: 21000-22000' >.{Configuration}");
        var before = await root.ContentsAsync();

        await root.InstallAsync();

        Assert.Equal("band: 21000-22000", await root.ShellAsync($"cat .{Configuration}"));
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    // The agent runs every file that lies in the folder of an action.
    [Fact]
    public async Task Nothing_but_steps_and_schemas_lies_in_the_folder_of_an_action()
    {
        await using var root = await InstallationRoot.Ns8Async();

        await root.InstallAsync();

        Assert.Equal("", await root.ShellAsync($"find .{Actions} -type f | grep -Ev '/([0-9]+[a-z]+|validate-(input|output).json)$' || true"));
        Assert.Equal("# of NS8", await root.ShellAsync($"cat usr/local/share/labelhook/originals{PortsManager}.labelhook-orig"));
    }

    [Fact]
    public async Task A_newer_file_that_an_update_of_NS8_brings_is_the_one_that_is_put_back()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();
        await root.ShellAsync($"echo '# newer' >.{PortsManager}; rm .{Actions}/allocate-ports/50allocate; ln -s /newer .{Actions}/allocate-ports/50allocate");

        await root.InstallAsync();

        Assert.NotEqual("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.Null(new FileInfo(root[Actions + "/allocate-ports/50allocate"]).LinkTarget);
        await root.UninstallAsync();
        Assert.Equal("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.Equal("/newer", new FileInfo(root[Actions + "/allocate-ports/50allocate"]).LinkTarget);
    }

    [Fact]
    public async Task A_file_that_is_no_longer_LabelHooks_is_left_where_it_is()
    {
        await using var root = await InstallationRoot.Ns8Async();
        await root.InstallAsync();
        await root.ShellAsync($"echo '# newer' >.{PortsManager}");

        await root.UninstallAsync();

        Assert.Equal("# newer", await root.ShellAsync($"cat .{PortsManager}"));
        Assert.False(Directory.Exists(root["/usr/local/share/labelhook"]));
    }

    [Fact]
    public async Task A_newer_version_replaces_an_older_one_and_not_what_was_there_before_both()
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
    public async Task What_a_newer_run_does_not_want_any_more_goes()
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
    public async Task A_run_that_was_cut_off_is_finished_by_the_next(int files)
    {
        await using var root = await InstallationRoot.Ns8Async();
        var before = await root.ContentsAsync();
        await root.InstallAsync();
        var whole = await root.ShellAsync("find . | sort");
        await root.UninstallAsync();

        // It dies when it comes to install the next file.
        await root.ShellAsync($$"""
            mkdir ../bin
            printf '#!/bin/sh\necho >>"$0.calls"; [ "$(wc -l <"$0.calls")" -le {{files}} ] || kill -KILL "$PPID"; exec {{RealPart.Find("install")}} "$@"\n' >../bin/install
            chmod +x ../bin/install
            """);
        var cut = await root.RunWithPathAsync($"{root["/../bin"]}:{Environment.GetEnvironmentVariable("PATH")}", "--program", root.Program);

        Assert.NotEqual(0, cut.ExitCode);
        Assert.NotEqual(whole, await root.ShellAsync("find . | sort"));
        await root.InstallAsync();
        Assert.Equal(whole, await root.ShellAsync("find . | sort"));
        await root.UninstallAsync();
        Assert.Equal(before, await root.ContentsAsync());
    }

    [Theory]
    [InlineData(2, "--frobnicate")]
    [InlineData(2, "--program")]
    [InlineData(2, "--python")]
    [InlineData(1, "--program", "/nowhere/labelhook")]
    [InlineData(1, "--program", "/")]
    public async Task A_wrong_call_says_so_and_changes_nothing(int exitCode, params string[] options)
    {
        await using var root = await InstallationRoot.Ns8Async();
        var before = await root.TracesAsync();

        var result = await root.RunAsync(options);

        Assert.Contains("install.sh: ", result.Failed(exitCode).Errors, StringComparison.Ordinal);
        Assert.Equal(before, await root.TracesAsync());
    }

    private static Task<InstallationRoot> StartAsync(bool ns8) => ns8 ? InstallationRoot.Ns8Async() : InstallationRoot.PlainAsync();
}
