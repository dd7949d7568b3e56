using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Installation;

public sealed class InstallationTests
{
    private const string Units = "/usr/local/lib/systemd/system";

    private const string UserUnits = "/usr/local/lib/systemd/user";

    private static readonly string UnitFolder = Repository.At("hooks/systemd");

    private static readonly string UserUnitFolder = Repository.At("hooks/systemd-user");

    private static IEnumerable<string> UnitFiles =>
        Directory.EnumerateFiles(UnitFolder).Select(file => Path.GetFileName(file));

    [Fact]
    public async Task A_plain_host_gets_the_program_and_the_package_and_nothing_of_NS8()
    {
        await using var root = await InstallationRoot.PlainAsync();

        await root.InstallAsync("--python", "/usr/lib/python3/dist-packages");

        string[] files =
        [
            "./usr/lib/python3/dist-packages/agent/__init__.py", "./usr/lib/python3/dist-packages/agent/py.typed",
            "./usr/lib/python3/dist-packages/node/ports_manager.py", "./usr/lib/python3/dist-packages/node/py.typed",
            "./usr/local/bin/labelhook",
            "./usr/local/share/bash-completion/completions/labelhook",
            "./usr/local/share/fish/vendor_completions.d/labelhook.fish",
            "./usr/local/share/labelhook/installed", "./usr/local/share/man/man1/labelhook.1",
            "./usr/local/share/man/man5/labelhook.yaml.5", "./usr/local/share/zsh/site-functions/_labelhook",
            .. UnitFiles.Select(file => $"./{Units[1..]}/{file}"),
            .. Directory.EnumerateFiles(UserUnitFolder).Select(file => $"./{UserUnits[1..]}/{Path.GetFileName(file)}"),
            .. Directory.EnumerateFiles(Repository.At("hooks/schemas"))
                .Select(file => $"./usr/local/share/labelhook/schemas/{Path.GetFileName(file)}"),
        ];
        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            (await root.ShellAsync("find . -type f")).Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("hooks/labelhook-cluster")]
    [InlineData("cluster", "--cluster-program", "cluster")]
    public async Task The_program_for_clusters_is_installed_if_it_is_there(string program, params string[] options)
    {
        await using var root = await InstallationRoot.PlainAsync();
        await root.InstallAsync();
        var before = await root.ShellAsync("find . -type f | sort");
        await root.ReleaseClusterProgramAsync(program);

        await root.InstallAsync(options);

        string[] files =
        [
            "./usr/local/bin/labelhook-cluster",
            "./usr/local/share/bash-completion/completions/labelhook-cluster",
            "./usr/local/share/fish/vendor_completions.d/labelhook-cluster.fish",
            "./usr/local/share/man/man1/labelhook-cluster.1", "./usr/local/share/zsh/site-functions/_labelhook-cluster",
            .. Directory.EnumerateFiles(Repository.At("hooks/cluster/systemd"))
                .Select(file => $"./{Units[1..]}/{Path.GetFileName(file)}"),
            .. Directory.EnumerateFiles(Repository.At("hooks/cluster/schemas"))
                .Select(file => $"./usr/local/share/labelhook-cluster/schemas/{Path.GetFileName(file)}"),
        ];
        Assert.Equal(
            before.Split('\n').Concat(files).Order(StringComparer.Ordinal),
            (await root.ShellAsync("find . -type f")).Split('\n').Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(root["/etc/systemd"]));
    }

    [Fact]
    public async Task The_Python_of_a_plain_host_finds_the_package()
    {
        RealPart.Require("/usr/bin/python3", File.Exists("/usr/bin/python3"), "apt-get install python3");
        await using var root = await InstallationRoot.PlainAsync();

        await root.InstallAsync();

        var looked = await new Command("/usr/bin/python3").OutputAsync(
            "-c", "import sysconfig; print(sysconfig.get_path('purelib'))");
        Assert.True(File.Exists(root[looked + "/node/ports_manager.py"]));
    }

    [Fact]
    public async Task Units_are_installed_and_not_enabled()
    {
        await using var root = await InstallationRoot.PlainAsync();

        var result = await root.InstallAsync();

        Assert.NotEmpty(UnitFiles);
        Assert.Equal("", await new Command("diff").OutputAsync("-r", UnitFolder, root[Units]));
        Assert.Equal("", await new Command("diff").OutputAsync("-r", UserUnitFolder, root[UserUnits]));
        Assert.False(Directory.Exists(root["/etc/systemd"]));
        Assert.Equal(
            "no unit was enabled; to enable one, run: systemctl daemon-reload && systemctl enable --now UNIT",
            result.Lines[^1]);
    }

    [Fact]
    public async Task Shells_and_man_find_completion_and_manual_page()
    {
        foreach (var program in (string[])["bash", "zsh", "fish", "man"])
            RealPart.RequireProgram(program, program is "man" ? "man-db" : program);
        await using var root = await InstallationRoot.PlainAsync();
        root.ReleaseRealProgram();

        await root.InstallAsync();

        var share = root["/usr/local/share"];
        var shell = new Command("env") { Prefix = ["-C", root[""]] }
            .With("HOME", root["/root"])
            .With("XDG_DATA_DIRS", share + ":/usr/share")
            .With("LC_ALL", "C.UTF-8")
            .With("PATH", $"{root["/usr/local/bin"]}:{Environment.GetEnvironmentVariable("PATH")}");
        Assert.Equal(
            "complete -F _labelhook labelhook",
            await shell.OutputAsync(
                "bash",
                "-c",
                ". /usr/share/bash-completion/bash_completion; _completion_loader labelhook; complete -p labelhook"));
        Assert.StartsWith(
            "install\t",
            await shell.OutputAsync("fish", "-c", "complete -C 'labelhook inst'"),
            StringComparison.Ordinal);
        Assert.Equal(
            "/usr/local/share/zsh/site-functions",
            await shell.OutputAsync("zsh", "-fc", "print -l $fpath | grep -Fx /usr/local/share/zsh/site-functions"));
        Assert.Equal(
            await LabelHookProgram.Command.OutputAsync("completion", "zsh"),
            (await File.ReadAllTextAsync(
                share + "/zsh/site-functions/_labelhook", TestContext.Current.CancellationToken)).Trim());
        Assert.Equal(
            share + "/man/man1/labelhook.1", await shell.OutputAsync("man", "-M", share + "/man", "-w", "labelhook"));
    }

    [Fact]
    public async Task A_program_for_another_machine_is_installed_without_completion_and_manual_page()
    {
        await using var root = await InstallationRoot.PlainAsync();
        await File.WriteAllBytesAsync(
            root.Program, [0x7f, (byte)'E', (byte)'L', (byte)'F'], TestContext.Current.CancellationToken);

        var result = await root.InstallAsync();

        Assert.Equal("", result.Errors);
        Assert.Equal("skipped completion and manual page of labelhook: the program does not run on this machine", result.Lines[0]);
        Assert.True(File.Exists(root["/usr/local/bin/labelhook"]));
        Assert.False(Directory.Exists(root["/usr/local/share/man/man1"]));
        Assert.False(Directory.Exists(root["/usr/local/share/zsh"]));
    }

    [Theory]
    [InlineData(2, "--frobnicate")]
    [InlineData(2, "--program")]
    [InlineData(2, "--python")]
    [InlineData(1, "--program", "/nowhere/labelhook")]
    [InlineData(1, "--program", "/")]
    [InlineData(2, "--cluster-program")]
    [InlineData(1, "--cluster-program", "/")]
    public async Task Invalid_options_are_reported_and_nothing_is_changed(int exitCode, params string[] options)
    {
        await using var root = await InstallationRoot.Ns8Async();
        var before = await root.TracesAsync();

        var result = await root.RunAsync(["--program", root.Program, .. options]);

        Assert.Contains("install.sh: ", result.Failed(exitCode).Errors, StringComparison.Ordinal);
        Assert.Equal(before, await root.TracesAsync());
    }
}
