using LabelHook.Checks;
using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;

namespace LabelHook.Tests.Checks;

public sealed class CheckTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TemporaryFolder _folder = new();
    private readonly FakeHost _host;
    private NodeSettings _settings = new() { AvoidInUse = false };

    public CheckTests() => _host = new FakeHost(_folder);

    private Node Node => new(_settings, _folder["state"], TimeSpan.FromSeconds(5));

    private Installer Installer => new(Node);

    private ModuleList ModuleList => new(Node);

    private PortRequests PortRequests => new(Node);

    private Remover Remover => new(Node);

    private Reservations Reservations => new(Node);

    private string Written => _folder["state/modules/one/environment"];

    private string Registry => string.Join(
        ' ',
        from module in ModuleList.Read(null, out _)
        from block in module.Blocks
        select $"{module.Module}:{block.Ports}");

    [Fact]
    public void A_node_without_registry_and_one_that_is_as_it_should_be_are_clean()
    {
        Assert.True(Check().IsClean);
        Install(One, 2);
        Reservations.Reserve(PortRange.Create(40000, 40001), Protocol.Tcp, "the SIP trunk");
        _host.Kernel("32768\t60999", "");

        var result = Check(repair: true);

        Assert.True(result.IsClean);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Repaired);
        Assert.Null(result.DropIn);
    }

    [Theory]
    [InlineData(null, "file-missing: {0} of one is missing")]
    [InlineData(
        "A=1\nTCP_PORT=20009\n",
        "file-differs: {0} of one differs from the ports database: TCP_PORT is \"20009\" and should be "
            + "20001, TCP_PORTS=20001,20002 is missing, TCP_PORTS_RANGE=20001-20002 is missing")]
    [InlineData(
        "A=1\nTCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\nUDP_PORT=5\n",
        "file-differs: {0} of one differs from the ports database: UDP_PORT is \"5\" and should not be there")]
    public void A_file_that_is_gone_or_says_something_else_is_found_and_repaired(string? text, string finding)
    {
        Install(One, 2);
        File.Delete(Written);
        if (text is not null)
            _folder.Write("state/modules/one/environment", text);

        Assert.Equal(finding.Replace("{0}", Written, StringComparison.Ordinal), Words(Check()));

        var repaired = Check(repair: true);
        Assert.True(repaired.IsClean);
        Assert.Equal($"wrote {Written} with the ports of one", Assert.Single(repaired.Repaired));
        Assert.Equal(
            (text is null ? "" : "A=1\n") + "TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n",
            File.ReadAllText(Written));
    }

    [Fact]
    public void A_file_that_names_ports_on_which_something_runs_is_left_to_a_person()
    {
        Install(One, 1);
        _folder.Write("state/modules/one/environment", "TCP_PORT=20009\n");
        _host.Socket(20009, inode: 7);

        Assert.Equal(FindingKind.FileDiffers, Assert.Single(Check(repair: true).Findings).Kind);
        Assert.Equal("TCP_PORT=20009\n", File.ReadAllText(Written));
    }

    [Fact]
    public void A_folder_that_went_with_its_file_is_made_again_where_it_is_LabelHooks_own()
    {
        Install(One, 1);
        Directory.Delete(_folder["state/modules"], recursive: true);

        Assert.Equal($"file-missing: {Written} of one is missing", Words(Check()));
        Assert.True(Check(repair: true).IsClean);
        Assert.Equal("TCP_PORT=20001\n", File.ReadAllText(Written));
    }

    [Fact]
    public void A_home_that_is_gone_is_left_to_a_person()
    {
        Directory.CreateDirectory(_folder["home"]);
        Installer.Install(One, Image(1), _folder["home/environment"], dryRun: false);
        Directory.Delete(_folder["home"], recursive: true);

        var result = Check(repair: true);

        Assert.Equal($"folder-missing: the folder of {_folder["home/environment"]} of one is missing", Words(result));
        Assert.Empty(result.Repaired);
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void A_file_that_cannot_be_used_stops_no_other_repair()
    {
        Install(One, 1);
        Install(Two, 1);
        _folder.Write("state/modules/one/environment", "A=\"\n");
        File.Delete(_folder["state/modules/two/environment"]);

        var result = Check(repair: true);

        Assert.Equal(
            $"file-unusable: environment file {Written} line 1 opens a quote and does not close it; correct "
                + "the line, nothing was written",
            Words(result));
        Assert.Single(result.Repaired);
        Assert.Equal("TCP_PORT=20002\n", File.ReadAllText(_folder["state/modules/two/environment"]));
    }

    [Fact]
    public void A_repair_that_fails_says_so_and_stops_no_other()
    {
        Install(One, 1);
        Install(Two, 1);
        File.Delete(Written);
        File.Delete(_folder["state/modules/two/environment"]);
        File.Delete(_folder["state/modules/one/.environment.lock"]);
        Directory.CreateDirectory(_folder["state/modules/one/.environment.lock"]);

        var result = Check(repair: true);

        Assert.Contains(".environment.lock", Assert.Single(result.Failed), StringComparison.Ordinal);
        Assert.Equal(
            $"wrote {_folder["state/modules/two/environment"]} with the ports of two", Assert.Single(result.Repaired));
        Assert.False(result.IsClean);
    }

    [Theory]
    [InlineData("", "not allocated", "run 'labelhook adopt' to allocate them to the module")]
    [InlineData(
        "INSERT INTO TCP_PORTS VALUES (20005, 20005, 'two')",
        "allocated to two",
        "stop one of the two, and install one again")]
    public void A_file_of_an_unknown_module_that_names_what_it_does_not_hold_is_found(
        string rows, string holder, string remedy)
    {
        Reservations.Reserve(PortRange.Create(30000, 30000), Protocol.Tcp, "x");
        Sql(rows);
        _folder.Write("state/modules/one/environment", "TCP_PORT=20005\n");

        var finding = Check(repair: true).Findings.Single(found => found.Kind == FindingKind.PortsNotAllocated);

        Assert.Equal(
            ($"{Written} lists tcp ports 20005, which are {holder}", remedy), (finding.Message, finding.Remedy));
        Assert.Equal("TCP_PORT=20005\n", File.ReadAllText(Written));
    }

    [Fact]
    public void A_half_release_is_finished_when_the_file_names_the_ports_no_more_and_no_socket_has_them()
    {
        Install(One, 2);
        Sql("""
            INSERT INTO TCP_PORTS VALUES (20009, 20009, 'one');
            INSERT INTO labelhook_releases VALUES ('tcp', 20009, 20009, 'one')
            """);
        _host.Socket(20009, inode: 0, state: "06");

        Assert.Equal(
            "release-unfinished: tcp ports 20009 of one were replaced but not released, because the run was "
                + "interrupted",
            Words(Check(repair: true)));

        _host.CloseSockets();
        var result = Check(repair: true);
        Assert.True(result.IsClean);
        Assert.Equal("released tcp ports 20009 of one, which had been replaced", Assert.Single(result.Repaired));
        Assert.Equal("one:20001-20002", Registry);
    }

    [Fact]
    public void Ports_of_which_nobody_knows_are_found_and_left()
    {
        PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);

        Assert.Equal(
            "unknown-owner: tcp ports 20001-20002 are allocated to one, which has no record or environment "
                + "file, and are not in use",
            Words(Check(repair: true)));
        Assert.Equal("one:20001-20002", Registry);

        _host.Socket(20002, inode: 7);
        Assert.True(Check().IsClean);
    }

    [Theory]
    [InlineData("a$(reboot)")]
    [InlineData("e\u001b[31m")]
    public void No_command_is_advised_that_refuses_the_name_of_a_row(string name)
    {
        Install(Two, 1);
        Sql($"INSERT INTO TCP_PORTS VALUES (20015, 20015, '{name}')");

        Assert.Equal(
            "if nothing needs them, delete the row from the ports database: labelhook accepts no such module name",
            Assert.Single(Check().Findings).Remedy);
    }

    [Fact]
    public void Ports_of_a_module_whose_user_is_gone_are_a_leak_where_modules_have_users()
    {
        KeepFilesInHomes();
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(
            "leak: tcp ports 20001 leak: they are allocated to one, which has no user and no environment file",
            Words(Check(repair: true)));
        Assert.Equal("one:20001", Registry);

        _host.User("one", 1001, "/home/one");
        Assert.True(Check().IsClean);
        _host.User("other", 1001, "/home/one");
        Directory.CreateDirectory(_folder["root/var/lib/nethserver/one"]);
        Assert.True(Check().IsClean);
    }

    [Fact]
    public void A_module_that_NS8_failed_to_add_or_removed_by_force_leaks_its_ports()
    {
        KeepFilesInHomes();
        new Ns8Node(Node).Add(One, "example/image:1", 1, 1);

        var result = Check(repair: true);

        Assert.False(result.IsClean);
        Assert.Equal(
            "leak: tcp ports 20001 leak: they are allocated to one, which has no user and no environment file\n"
            + "leak: udp ports 20001 leak: they are allocated to one, which has no user and no environment file",
            Words(result));
        Assert.Equal("run 'labelhook remove one' to release them", result.Findings[0].Remedy);

        _host.Socket(20001, inode: 7);
        Assert.DoesNotContain("leak: tcp", Words(Check()), StringComparison.Ordinal);
        Remover.Remove(One);
        Assert.Equal("", Registry);
    }

    [Fact]
    public void What_is_held_for_a_copy_goes_when_neither_the_module_nor_a_socket_is_there()
    {
        Install(Two, 1);
        Sql("""
            INSERT INTO TCP_PORTS VALUES
                (20005, 20005, 'one_rsync'), (20006, 20006, 'two_rsync'), (20007, 20007, 'three_rsync')
            """);
        _host.Socket(20007, inode: 7);

        var result = Check(repair: true);

        Assert.Equal(
            "released tcp ports 20005 of one_rsync: module one does not exist", Assert.Single(result.Repaired));
        Assert.Equal(
            "orphan-helper: tcp ports 20006 are allocated to two_rsync, the helper that copies a module, and "
                + "are not in use",
            Words(result));
        Assert.Equal("three_rsync:20007 two:20001 two_rsync:20006", Registry);
    }

    [Fact]
    public void Rows_that_upstream_left_are_found_and_no_owner_is_chosen()
    {
        var path = _folder.Write("state/ports.sqlite", "");
        using (var upstream = SqliteFile.Open(path, SqliteFile.Access.Make, TimeSpan.FromSeconds(1)))
        {
            upstream.Execute("""
                CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL);
                INSERT INTO TCP_PORTS VALUES
                    (20001, 20002, 'one'), (20002, 20003, 'two'), (2, 0, 'one'), (44996, 45015, 'one'),
                    (18000, 18000, 'two')
                """);
        }

        _folder.Write("state/modules/one/environment", "TCP_PORTS_RANGE=20001-20002\n");
        _folder.Write("state/modules/two/environment", "TCP_PORTS_RANGE=20002-20003\n");
        var before = Registry;

        var result = Check(repair: true);

        Assert.Equal(
            "overlap: tcp ports 20002-20003 of two overlap 20001-20002 of one and were not changed\n"
            + "invalid-row: a row of the tcp ports is not a block of ports: \"2-0 of one\"\n"
            + "partly-outside-band: tcp ports 44996-45015 of one are partly outside the band 20001-45000\n"
            + "outside-band: tcp ports 18000 of two are outside the band 20001-45000",
            Words(result));
        Assert.Empty(result.Repaired);
        Assert.Equal(before, Registry);
    }

    [Fact]
    public void A_claimed_block_outside_the_band_is_only_told()
    {
        Install(One, 1);
        PortRequests.Claim(One, PortRange.Create(443, 443), Protocol.Tcp);

        var result = Check();

        Assert.Equal("outside-band: tcp ports 443 of one are outside the band 20001-45000", Words(result));
        Assert.True(result.IsClean);
    }

    [Theory]
    [InlineData(
        "nginx",
        "/system.slice/nginx.service",
        "",
        "is in use by \"nginx\" (process 77, nginx.service), which does not seem to belong to one")]
    [InlineData("nginx", "/", "", "is in use by \"nginx\" (process 77), which does not seem to belong to one")]
    [InlineData(
        "x\u001b[1m",
        "/system.slice/done.service",
        "TCP_PORT=20009\0",
        "is in use by \"x\\u001b[1m\" (process 77, done.service), which does not seem to belong to one")]
    [InlineData("nginx", "/system.slice/one.service", "", null)]
    [InlineData("nginx", "/system.slice/one-web.service", "", null)]
    [InlineData("nginx", "/system.slice/web@one.service", "", null)]
    [InlineData("nginx", "/system.slice/listed.service", "", null)]
    [InlineData("nginx", "/", "A=1\0TCP_PORT=20001\0", null)]
    [InlineData("docker-proxy", "/system.slice/docker.service", "", null)]
    public void A_socket_on_a_modules_port_belongs_to_another_unless_something_says_that_it_is_the_modules(
        string program, string group, string variables, string? finding)
    {
        Install(One, 2);
        _host.Unit("etc/systemd/system/listed.service", $"[Service]\nEnvironmentFile={Written}\n");
        _host.Socket(20001, inode: 7);
        _host.Socket(30001, inode: 8);
        _host.Process(77, program, inode: 7, group, variables);

        Assert.Equal(
            finding is null ? "" : $"port-in-use-by-other: tcp port 20001 of one {finding}",
            Words(Check(repair: true)));
        Assert.Equal("one:20001-20002", Registry);
    }

    [Fact]
    public void A_connection_that_took_a_port_is_told_from_one_that_listens_and_a_finished_one_is_nobodys()
    {
        Install(One, 2);
        _host.Socket(20001, inode: 7, state: "01");
        _host.Socket(20002, inode: 0, state: "06");
        _host.Process(77, "curl", inode: 7);

        Assert.Equal(
            "port-in-use-by-other: tcp port 20001 of one is in a connection of \"curl\" (process 77), which "
                + "does not seem to belong to one",
            Words(Check()));
    }

    [Fact]
    public void A_socket_of_the_modules_user_is_its_own()
    {
        Install(One, 1);
        _host.User("one", 1001, "/home/one");
        _host.Socket(20001, inode: 7, user: 1001);

        Assert.True(Check().IsClean);
    }

    [Fact]
    public void A_node_is_not_clean_when_it_cannot_be_seen_whose_a_socket_is()
    {
        Install(One, 1);
        _host.Socket(20001, inode: 7, user: 33);

        var result = Check();

        Assert.Equal("port-in-use-by-unknown: cannot see the process that uses tcp port 20001 of one", Words(result));
        Assert.False(result.IsClean);
    }

    [Fact]
    public void A_module_that_holds_fewer_ports_than_its_image_demands_is_found_and_left()
    {
        Install(One, 2);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        new Ns8Node(Node).Add(Two, "example/image:1", 3, 0);
        PortRequests.Allocate(Two, 1, Protocol.Tcp, keepExisting: false);
        _folder.Write("root/var/lib/nethserver/two/state/agent.env", "");

        Assert.Equal("below-demand: one has 1 tcp port, but its image demands 2", Words(Check(repair: true)));
    }

    [Fact]
    public void A_refused_image_is_found()
    {
        Install(One, 1);
        Sql("""
            INSERT INTO labelhook_images VALUES
                ('podman', 'localhost/bad:1', 'x', 'label is nonsense'), ('podman', 'localhost/good:1', 'y', NULL)
            """);

        Assert.Equal(
            "image-refused: image \"localhost/bad:1\" was refused: label is nonsense", Words(Check(repair: true)));
    }

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Image(int tcp)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["org.nethserver.tcp-ports-demand"] = $"{tcp}",
        };
        return new ModuleImage("example/image:1", "sha256:0", labels);
    }

    private static string Words(CheckResult result) =>
        string.Join('\n', result.Findings.Select(finding => $"{finding.Word}: {finding.Message}"));

    private CheckResult Check(bool repair = false) => new Check(Node, () => _host.State).Run(repair);

    private void KeepFilesInHomes()
    {
        Assert.True(PathTemplate.TryParse(_folder["homes"] + "{home}/.config/state/environment", out var home));
        _settings = _settings with { EnvironmentFile = new EnvironmentPlaces([home]) };
    }

    private void Install(ModuleName module, int tcp) => Installer.Install(module, Image(tcp), null, dryRun: false);

    private void Sql(string statements)
    {
        using var file = SqliteFile.Open(
            _folder["state/ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(1));
        file.Execute(statements);
    }
}
