using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class ModuleChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5));

    private Installer Installer => new(Node);

    private ModuleList ModuleList => new(Node);

    private PortRequests PortRequests => new(Node);

    private Remover Remover => new(Node);

    private string Environment => File.ReadAllText(_folder["modules/one/environment"]);

    [Fact]
    public void A_second_install_changes_neither_database_nor_file()
    {
        Install(One, tcp: 2, udp: 1);
        var before = Snapshot();

        Assert.False(Install(One, tcp: 2, udp: 1).Changed);
        Assert.Equal(before, Snapshot());
    }

    [Theory]
    [InlineData(4, "TCP_PORT=20001\nTCP_PORTS=20001,20002,20003,20004\nTCP_PORTS_RANGE=20001-20004\n")]
    [InlineData(1, "TCP_PORT=20001\n")]
    [InlineData(9, "TCP_PORT=20001\nTCP_PORTS_RANGE=20001-20009\n")]
    [InlineData(0, "")]
    public void A_changed_demand_leaves_exactly_the_right_variables_and_rows(int demand, string environment)
    {
        Install(One, tcp: 2, udp: 0);

        Assert.True(Install(One, tcp: demand, udp: 0).Changed);

        Assert.Equal(environment, Environment);
        Assert.Equal(demand, ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Sum(ports => ports.Count));
    }

    [Fact]
    public void A_block_that_cannot_grow_moves_and_its_old_ports_are_free_again()
    {
        Install(One, tcp: 2, udp: 0);
        Install(Two, tcp: 1, udp: 0);

        var result = Install(One, tcp: 3, udp: 0);

        Assert.Equal("20004-20006", $"{result.Tcp}");
        Assert.Equal("tcp ports of one moved from 20001-20002 to 20004-20006: restart what uses them", Assert.Single(result.Warnings));
        Assert.Equal("20001-20002", $"{PortRequests.Allocate(ModuleName.Parse("three"), 2, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_refused_install_leaves_everything_as_it_was()
    {
        Install(One, tcp: 2, udp: 0);
        var before = Snapshot();

        Assert.Throws<LabelHookException>(() => Installer.Install(One, Image("-1", "0"), null, dryRun: false));
        Assert.Throws<LabelHookException>(() => Installer.Install(One, Image("2", "25000x"), null, dryRun: false));
        Install(Two, tcp: 24998, udp: 0);
        Assert.Throws<LabelHookException>(() => Install(One, tcp: 3, udp: 0));

        Assert.Equal(before.File, Snapshot().File);
        Assert.Equal("20001-20002", $"{ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
    }

    [Fact]
    public void A_dry_run_tells_what_an_install_does_and_touches_nothing()
    {
        var dry = Installer.Install(One, Image("2", "1"), null, dryRun: true);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));

        var real = Install(One, tcp: 2, udp: 1);

        Assert.Equal((real.Tcp, real.Udp, real.Changed, real.EnvironmentFile), (dry.Tcp, dry.Udp, dry.Changed, dry.EnvironmentFile));
        var before = Snapshot();
        Assert.Equal("20001-20003", $"{Installer.Install(One, Image("3", "0"), null, dryRun: true).Tcp}");
        Assert.Equal(before, Snapshot());
    }

    [Fact]
    public void A_run_that_was_stopped_before_the_file_was_written_ends_the_same_when_it_runs_again()
    {
        Install(One, tcp: 2, udp: 0);
        Install(Two, tcp: 1, udp: 0);
        var undisturbed = "TCP_PORT=20004\nTCP_PORTS=20004,20005,20006\nTCP_PORTS_RANGE=20004-20006\n";

        using (var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(1)))
        {
            var row = database.Allocations(Protocol.Tcp).Single(held => held.Module == "one");
            database.Change(() =>
            {
                database.Apply(One, new PortChange(Protocol.Tcp, [row], PortRange.FromBounds(20004, 20006), []), hold: true);
                database.Save(database.Module(One)! with { Tcp = 3 });
            });
        }

        Assert.Equal("20003", $"{ModuleList.Read(Two, out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
        Assert.Contains("20001-20002", ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Select(ports => $"{ports}"));
        Install(One, tcp: 3, udp: 0);
        Assert.Equal(undisturbed, Environment);
        Assert.Equal("20004-20006", $"{ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
    }

    [Fact]
    public void Ports_taken_at_run_time_survive_another_install_of_the_same_image()
    {
        Install(One, tcp: 2, udp: 0);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.False(Install(One, tcp: 2, udp: 0).Changed);

        Assert.Equal(["20001-20002", "20003"], ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Select(ports => $"{ports}"));
        Assert.Contains("TCP_PORTS_RANGE=20001-20002", Environment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_gave_ports_back_is_not_said_to_have_what_its_image_demands()
    {
        Install(One, tcp: 2, udp: 0);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        var result = Install(One, tcp: 2, udp: 0);

        Assert.Equal((false, false, "20001"), (result.Changed, result.MeetsDemand, $"{result.Tcp}"));
        Assert.Equal("one has 1 tcp port, but its image demands 2; run 'labelhook install one IMAGE --reset' to allocate exactly what it demands", Assert.Single(result.Warnings));
    }

    [Fact]
    public void Ports_in_several_blocks_are_not_what_an_image_demands()
    {
        Install(One, tcp: 2, udp: 0);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.StartsWith("one has 2 tcp ports (20001, 20002), but its image demands 2 in one block; ", Assert.Single(Install(One, tcp: 2, udp: 0).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0, "20001-20002", "")] // as it is
    [InlineData(1, 0, "20001-20002", "")] // grows in its place
    [InlineData(5, 0, "20001-20002", "20003-20005")] // shrinks in its place
    [InlineData(2, 3, "20001-20002", "20003-20005")] // keeps its first block only
    [InlineData(1, 1, "20001-20002", "")] // its own other ports are free for it
    public void A_reset_gives_exactly_what_the_image_demands_and_keeps_the_first_block(int first, int more, string left, string givenBack)
    {
        Install(One, tcp: 2, udp: 0);
        PortRequests.Allocate(One, first, Protocol.Tcp, keepExisting: false);
        if (more > 0)
            PortRequests.Allocate(One, more, Protocol.Tcp, keepExisting: true);
        var before = Snapshot();

        var dry = Installer.Install(One, Image("2", "0"), null, dryRun: true, reset: true);
        Assert.Equal(before, Snapshot());
        var result = Installer.Install(One, Image("2", "0"), null, dryRun: false, reset: true);

        Assert.Equal([left], ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Tcp).Select(ports => $"{ports}"));
        Assert.Equal("TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n", Environment);
        Assert.Equal(givenBack.Length == 0 ? [] : [$"released tcp ports {givenBack} of one"], result.Warnings);
        Assert.Equal((dry.Tcp, dry.Changed), (result.Tcp, result.Changed));
        Assert.True(result.MeetsDemand);
        Assert.False(Installer.Install(One, Image("2", "0"), null, dryRun: false, reset: true).Changed);
    }

    [Fact]
    public void A_reset_moves_a_block_that_cannot_grow_and_takes_what_no_image_demands()
    {
        Install(One, tcp: 1, udp: 0);
        Install(Two, tcp: 1, udp: 0);
        PortRequests.Allocate(One, 2, Protocol.Udp, keepExisting: false);

        var result = Installer.Install(One, Image("3", "0"), null, dryRun: false, reset: true);

        Assert.Equal("20003-20005", $"{result.Tcp}");
        Assert.Equal("TCP_PORT=20003\nTCP_PORTS=20003,20004,20005\nTCP_PORTS_RANGE=20003-20005\n", Environment);
        Assert.Empty(ModuleList.Read(One, out _).Single().Blocks.Of(Protocol.Udp));
    }

    [Fact]
    public void Growing_in_place_keeps_the_block_that_the_variables_name()
    {
        Install(One, tcp: 2, udp: 0);
        Install(Two, tcp: 4, udp: 0);
        Remover.Remove(Two);
        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.Equal("20004-20007", $"{Install(One, tcp: 4, udp: 0).Tcp}");
        Assert.False(Install(One, tcp: 4, udp: 0).Changed);
    }

    [Fact]
    public void Allocating_and_deallocating_keep_the_environment_file_true()
    {
        Install(One, tcp: 2, udp: 1);

        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        Assert.Equal("TCP_PORT=20001\nUDP_PORT=20001\n", Environment);
        PortRequests.Deallocate(One, Protocol.Tcp);
        Assert.Equal("UDP_PORT=20001\n", Environment);
        Assert.Equal("TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\nUDP_PORT=20001\n", File.ReadAllText(Install(One, tcp: 2, udp: 1).EnvironmentFile));
    }

    [Fact]
    public void Removing_takes_the_variables_out_and_leaves_the_lines_of_others()
    {
        _folder.Write("modules/one/environment", "# mine\nA=1\n");
        Install(One, tcp: 2, udp: 1);

        var removed = Remover.Remove(One)!;

        Assert.Equal(("20001-20002", "20001"), ($"{removed.Tcp.Single()}", $"{removed.Udp.Single()}"));
        Assert.Equal("# mine\nA=1\n", Environment);
        Assert.Empty(ModuleList.Read(null, out _));
        Assert.Null(Remover.Remove(One));
    }

    [Fact]
    public void Removing_takes_a_file_away_that_held_nothing_else()
    {
        Install(One, tcp: 2, udp: 1);

        Remover.Remove(One);

        Assert.False(File.Exists(_folder["modules/one/environment"]));
    }

    [Fact]
    public void The_place_of_an_environment_file_is_remembered()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        Installer.Install(One, Image("1", "0"), _folder["elsewhere/environment"], dryRun: false);

        Assert.Equal("20001-20002", $"{Install(One, tcp: 2, udp: 0).Tcp}");

        Assert.Contains("TCP_PORTS=20001,20002", File.ReadAllText(_folder["elsewhere/environment"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["modules"]));
        Assert.Equal("LH4005", Assert.Throws<LabelHookException>(() => Installer.Install(One, Image("1", "0"), _folder["other"], dryRun: false)).Problem.Code);
    }

    [Fact]
    public void Two_modules_cannot_have_one_environment_file()
    {
        Installer.Install(One, Image("1", "0"), _folder["environment"], dryRun: false);

        var problem = Assert.Throws<LabelHookException>(() => Installer.Install(Two, Image("1", "0"), _folder["environment"], dryRun: false)).Problem;

        Assert.Equal("LH4007", problem.Code);
        Assert.Contains("\"one\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_whose_record_is_lost_gives_no_port_back_that_its_file_still_names()
    {
        Install(One, tcp: 1, udp: 0);
        using (var database = PortsDatabase.OpenToChange(_folder["ports.sqlite"], TimeSpan.FromSeconds(1)))
            database.Change(() => database.Forget(One));

        PortRequests.Deallocate(One, Protocol.Tcp);

        Assert.Equal("", Environment);
    }

    [Fact]
    public void A_module_that_was_never_installed_gets_no_file()
    {
        Install(One, tcp: 1, udp: 0);
        Remover.Remove(One);

        PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.False(File.Exists(_folder["modules/one/environment"]));
    }

    [Fact]
    public void A_module_is_removed_from_where_it_was_installed_whatever_the_state_folder()
    {
        var settings = new NodeSettings { AvoidInUse = false, Database = _folder["ports.sqlite"] };
        new Installer(new Node(settings, _folder["a"], TimeSpan.FromSeconds(5))).Install(One, Image("1", "0"), null, dryRun: false);

        new Remover(new Node(settings, _folder["b"], TimeSpan.FromSeconds(5))).Remove(One);

        Assert.False(File.Exists(_folder["a/modules/one/environment"]));
    }

    [Fact]
    public void A_registry_that_vanished_is_missed_though_its_files_are_elsewhere()
    {
        Installer.Install(One, Image("1", "0"), _folder["environment"], dryRun: false);
        File.Delete(_folder["ports.sqlite"]);

        Assert.Equal("LH3008", Assert.Throws<LabelHookException>(() => Install(Two, tcp: 1, udp: 0)).Problem.Code);
    }

    [Fact]
    public void A_module_named_like_the_helper_of_another_stays_when_that_one_goes()
    {
        Install(One, tcp: 1, udp: 0);
        Install(ModuleName.Parse("one_rsync"), tcp: 1, udp: 0);

        Assert.Equal("20001", $"{Remover.Remove(One)!.Tcp.Single()}");

        Assert.Equal("20002", $"{ModuleList.Read(ModuleName.Parse("one_rsync"), out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
    }

    [Fact]
    public void A_file_that_is_away_keeps_its_ports_until_the_module_goes()
    {
        Directory.CreateDirectory(_folder["away"]);
        Installer.Install(One, Image("2", "0"), _folder["away/environment"], dryRun: false);
        Directory.Move(_folder["away"], _folder["unmounted"]);

        Assert.Equal("LH4021", Assert.Throws<LabelHookException>(() => PortRequests.Deallocate(One, Protocol.Tcp)).Problem.Code);
        Assert.Equal("LH4021", Assert.Throws<LabelHookException>(() => PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false)).Problem.Code);
        Assert.Equal("20001-20002", $"{Remover.Remove(One)!.Tcp.Single()}");
    }

    [Fact]
    public void Rows_that_overlapped_before_do_not_keep_their_owners_from_moving_away()
    {
        using (var upstream = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Make, TimeSpan.FromSeconds(1)))
        {
            upstream.Execute("CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL)");
            upstream.Execute("INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one'), (20002, 20003, 'two')");
        }

        Install(One, tcp: 2, udp: 0);
        ModuleList.Read(null, out var warnings);
        Assert.Equal("tcp ports 20002-20003 of two overlap 20001-20002 of one and were not changed", Assert.Single(warnings));
        Install(Two, tcp: 1, udp: 0);

        Assert.Equal("20003", $"{ModuleList.Read(Two, out _).Single().Blocks.Of(Protocol.Tcp).Single()}");
        Assert.Equal("20004-20011", $"{Install(One, tcp: 8, udp: 0).Tcp}");
        Assert.Equal("20001-20002", $"{PortRequests.Allocate(ModuleName.Parse("three"), 2, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_dry_run_refuses_what_an_install_refuses() =>
        Assert.Equal("LH4001", Assert.Throws<LabelHookException>(() => Installer.Install(One, Image("1", "0"), _folder["none/environment"], dryRun: true)).Problem.Code);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_registry_that_vanished_is_not_started_anew(bool empty)
    {
        Install(One, tcp: 2, udp: 1);
        File.Delete(_folder["ports.sqlite"]);
        if (empty)
            File.WriteAllBytes(_folder["ports.sqlite"], []);

        var problem = Assert.Throws<LabelHookException>(() => Install(Two, tcp: 1, udp: 0)).Problem;

        Assert.Equal("LH3008", problem.Code);
        Assert.Contains("modules/one/environment", problem.Message, StringComparison.Ordinal);
        Assert.Equal(empty, File.Exists(_folder["ports.sqlite"]));
    }

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Image(string tcp, string udp) => new("example/image:1", "sha256:0", new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["org.nethserver.tcp-ports-demand"] = tcp,
        ["org.nethserver.udp-ports-demand"] = udp,
    });

    private InstallResult Install(ModuleName module, int tcp, int udp) => Installer.Install(module, Image($"{tcp}", $"{udp}"), null, dryRun: false);

    private (string Database, string File, DateTime Written) Snapshot() => (
        Convert.ToHexString(File.ReadAllBytes(_folder["ports.sqlite"])), Environment, File.GetLastWriteTimeUtc(_folder["modules/one/environment"]));
}
