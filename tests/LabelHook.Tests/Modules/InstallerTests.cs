using LabelHook.Database;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class InstallerTests : IDisposable
{
    private readonly TestNode _node = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    private string Environment => File.ReadAllText(_node.EnvironmentFile("one"));

    [Fact]
    public void A_second_install_changes_neither_database_nor_file()
    {
        _node.Install(One, tcp: 2, udp: 1);
        var before = _node.Snapshot("one");

        Assert.False(_node.Install(One, tcp: 2, udp: 1).Changed);
        Assert.Equal(before, _node.Snapshot("one"));
    }

    [Theory]
    [InlineData(4, "TCP_PORT=20001\nTCP_PORTS=20001,20002,20003,20004\nTCP_PORTS_RANGE=20001-20004\n")]
    [InlineData(1, "TCP_PORT=20001\n")]
    [InlineData(9, "TCP_PORT=20001\nTCP_PORTS_RANGE=20001-20009\n")]
    [InlineData(0, "")]
    public void A_changed_demand_changes_the_variables_and_the_allocation(int demand, string environment)
    {
        _node.Install(One, tcp: 2);

        Assert.True(_node.Install(One, tcp: demand).Changed);

        Assert.Equal(environment, Environment);
        Assert.Equal(demand, _node.Ports(One, Protocol.Tcp).Sum(ports => ports.Count));
    }

    [Fact]
    public void A_block_that_cannot_grow_moves_and_its_old_ports_are_released()
    {
        _node.Install(One, tcp: 2);
        _node.Install(Two, tcp: 1);

        var result = _node.Install(One, tcp: 3);

        Assert.Equal("20004-20006", $"{result.Tcp}");
        Assert.Equal(
            "tcp ports of one moved from 20001-20002 to 20004-20006: restart what uses them",
            Assert.Single(result.Warnings));
        Assert.Equal(
            "20001-20002",
            $"{_node.PortRequests.Allocate(ModuleName.Parse("three"), 2, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void Growing_in_place_keeps_the_block_that_the_variables_name()
    {
        _node.Install(One, tcp: 2);
        _node.Install(Two, tcp: 4);
        _node.Remover.Remove(Two);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.Equal("20004-20007", $"{_node.Install(One, tcp: 4).Tcp}");
        Assert.False(_node.Install(One, tcp: 4).Changed);
    }

    [Fact]
    public void A_rejected_install_changes_nothing()
    {
        _node.Install(One, tcp: 2);
        var before = _node.Snapshot("one");

        Assert.Throws<LabelHookException>(
            () => _node.Installer.Install(One, TestImage.With("-1", "0"), null));
        Assert.Throws<LabelHookException>(
            () => _node.Installer.Install(One, TestImage.With("2", "25000x"), null));
        _node.Install(Two, tcp: 24998);
        Assert.Throws<LabelHookException>(() => _node.Install(One, tcp: 3));

        Assert.Equal(before.File, _node.Snapshot("one").File);
        Assert.Equal("20001-20002", $"{_node.Ports(One, Protocol.Tcp).Single()}");
    }

    [Fact]
    public void A_dry_run_returns_what_an_install_would_and_changes_nothing()
    {
        var dry = _node.PreviewInstaller.Install(One, TestImage.With(2, 1), null);
        Assert.False(Directory.Exists(_node.Folder["state"]));

        var real = _node.Install(One, tcp: 2, udp: 1);

        Assert.Equal(
            (real.Tcp, real.Udp, real.Changed, real.EnvironmentFile),
            (dry.Tcp, dry.Udp, dry.Changed, dry.EnvironmentFile));
        var before = _node.Snapshot("one");
        Assert.Equal("20001-20003", $"{_node.PreviewInstaller.Install(One, TestImage.With(3), null).Tcp}");
        Assert.Equal(before, _node.Snapshot("one"));
    }

    [Fact]
    public void A_dry_run_rejects_what_an_install_rejects() =>
        Assert.Equal(
            "LH4001",
            Assert.Throws<LabelHookException>(
                () => _node.PreviewInstaller.Install(
                    One, TestImage.With(1), _node.Folder["none/environment"])).Problem.Code);

    [Fact]
    public void An_install_interrupted_before_it_writes_the_file_is_completed_by_the_next_one()
    {
        _node.Install(One, tcp: 2);
        _node.Install(Two, tcp: 1);
        var undisturbed = "TCP_PORT=20004\nTCP_PORTS=20004,20005,20006\nTCP_PORTS_RANGE=20004-20006\n";

        using (var database = PortsDatabase.OpenToChange(_node.Database, TimeSpan.FromSeconds(1)))
        {
            var row = database.Allocations(Protocol.Tcp).Single(held => held.Module == "one");
            database.Change(() =>
            {
                database.Apply(
                    One, new PortChange(Protocol.Tcp, [row], PortRange.FromBounds(20004, 20006), []), hold: true);
                database.Save(database.Module(One)! with { Tcp = 3 });
            });
        }

        Assert.Equal("20003", $"{_node.Ports(Two, Protocol.Tcp).Single()}");
        Assert.Contains("20001-20002", _node.Ports(One, Protocol.Tcp).Select(ports => $"{ports}"));
        _node.Install(One, tcp: 3);
        Assert.Equal(undisturbed, Environment);
        Assert.Equal("20004-20006", $"{_node.Ports(One, Protocol.Tcp).Single()}");
    }

    [Fact]
    public void Modules_with_overlapping_rows_can_move_to_other_ports()
    {
        TestNode.MakeUpstreamDatabase(
            _node.Database, "INSERT INTO TCP_PORTS VALUES (20001, 20002, 'one'), (20002, 20003, 'two')");

        _node.Install(One, tcp: 2);
        _node.ModuleList.Read(null, out var warnings);
        Assert.Equal(
            "tcp ports 20002-20003 of two overlap 20001-20002 of one and were not changed", Assert.Single(warnings));
        _node.Install(Two, tcp: 1);

        Assert.Equal("20003", $"{_node.Ports(Two, Protocol.Tcp).Single()}");
        Assert.Equal("20004-20011", $"{_node.Install(One, tcp: 8).Tcp}");
        Assert.Equal(
            "20001-20002",
            $"{_node.PortRequests.Allocate(ModuleName.Parse("three"), 2, Protocol.Tcp, keepExisting: false).Ports}");
    }

    public void Dispose() => _node.Dispose();
}
