using LabelHook.Nodes;
using LabelHook.Ns8;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class OwnerChecksTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TestNode _node = new();
    private readonly FakeHost _host;

    public OwnerChecksTests() => _host = new FakeHost(_node.Folder);

    [Fact]
    public void An_interrupted_release_is_completed_once_the_ports_are_not_in_use()
    {
        _node.Install(One, 2);
        _node.Execute("""
            INSERT INTO TCP_PORTS VALUES (20009, 20009, 'one');
            INSERT INTO labelhook_releases VALUES ('tcp', 20009, 20009, 'one')
            """);
        _host.Socket(20009, inode: 0, state: "06");

        Assert.Equal(
            "release-unfinished: tcp ports 20009 of one were replaced but not released, because the run was "
                + "interrupted",
            _node.Check(_host, repair: true).Text());

        _host.CloseSockets();
        var result = _node.Check(_host, repair: true);
        Assert.True(result.IsClean);
        Assert.Equal("released tcp ports 20009 of one, which had been replaced", Assert.Single(result.Repaired));
        Assert.Equal("one:20001-20002/tcp", _node.Allocations);
    }

    [Fact]
    public void Ports_of_an_unknown_owner_are_reported_and_kept()
    {
        _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);

        Assert.Equal(
            "unknown-owner: tcp ports 20001-20002 are allocated to one, which has no record or environment "
                + "file, and are not in use",
            _node.Check(_host, repair: true).Text());
        Assert.Equal("one:20001-20002/tcp", _node.Allocations);

        _host.Socket(20002, inode: 7);
        Assert.True(_node.Check(_host).IsClean);
    }

    [Theory]
    [InlineData("a$(reboot)")]
    [InlineData("e\u001b[31m")]
    public void No_command_is_suggested_that_would_reject_the_name(string name)
    {
        _node.Install(Two, 1);
        _node.Execute($"INSERT INTO TCP_PORTS VALUES (20015, 20015, '{name}')");

        Assert.Equal(
            "if nothing needs them, delete the row from the ports database: labelhook accepts no such module name",
            Assert.Single(_node.Check(_host).Findings).Remedy);
    }

    [Fact]
    public void Ports_of_a_module_without_a_user_are_a_leak_where_modules_have_users()
    {
        KeepFilesInHomes();
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(
            "leak: tcp ports 20001 leak: they are allocated to one, which has no user and no environment file",
            _node.Check(_host, repair: true).Text());
        Assert.Equal("one:20001/tcp", _node.Allocations);

        _host.User("one", 1001, "/home/one");
        Assert.True(_node.Check(_host).IsClean);
        _host.User("other", 1001, "/home/one");
        Directory.CreateDirectory(_node.Folder["root/var/lib/nethserver/one"]);
        Assert.True(_node.Check(_host).IsClean);
    }

    [Fact]
    public void A_module_that_NS8_failed_to_add_or_removed_by_force_leaks_its_ports()
    {
        KeepFilesInHomes();
        new Ns8Node(_node.Node).Add(One, "example/image:1", 1, 1);

        var result = _node.Check(_host, repair: true);

        Assert.False(result.IsClean);
        Assert.Equal(
            "leak: tcp ports 20001 leak: they are allocated to one, which has no user and no environment file\n"
            + "leak: udp ports 20001 leak: they are allocated to one, which has no user and no environment file",
            result.Text());
        Assert.Equal("run 'labelhook remove one' to release them", result.Findings[0].Remedy);

        _host.Socket(20001, inode: 7);
        Assert.DoesNotContain("leak: tcp", _node.Check(_host).Text(), StringComparison.Ordinal);
        _node.Remover.Remove(One);
        Assert.Equal("", _node.Allocations);
    }

    [Fact]
    public void Ports_of_a_copy_helper_are_released_if_the_module_is_gone_and_they_are_not_in_use()
    {
        _node.Install(Two, 1);
        _node.Execute("""
            INSERT INTO TCP_PORTS VALUES
                (20005, 20005, 'one_rsync'), (20006, 20006, 'two_rsync'), (20007, 20007, 'three_rsync')
            """);
        _host.Socket(20007, inode: 7);

        var result = _node.Check(_host, repair: true);

        Assert.Equal(
            "released tcp ports 20005 of one_rsync: module one does not exist", Assert.Single(result.Repaired));
        Assert.Equal(
            "orphan-helper: tcp ports 20006 are allocated to two_rsync, the helper that copies a module, and "
                + "are not in use",
            result.Text());
        Assert.Equal("three_rsync:20007/tcp two:20001/tcp two_rsync:20006/tcp", _node.Allocations);
    }

    [Fact]
    public void A_module_below_its_demand_is_reported_and_not_changed()
    {
        _node.Install(One, 2);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        new Ns8Node(_node.Node).Add(Two, "example/image:1", 3, 0);
        _node.PortRequests.Allocate(Two, 1, Protocol.Tcp, keepExisting: false);
        _node.Folder.Write("root/var/lib/nethserver/two/state/agent.env", "");

        Assert.Equal(
            "below-demand: one has 1 tcp port, but its image demands 2", _node.Check(_host, repair: true).Text());
    }

    public void Dispose() => _node.Dispose();

    private void KeepFilesInHomes()
    {
        Assert.True(PathTemplate.TryParse(_node.Folder["homes"] + "{home}/.config/state/environment", out var home));
        _node.Settings = _node.Settings with { EnvironmentFile = new EnvironmentPlaces([home]) };
    }
}
