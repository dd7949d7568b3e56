using LabelHook.Adoptions;
using LabelHook.Modules;
using LabelHook.Ns8;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Adoptions;

public sealed class AdoptionTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();

    [Fact]
    public void A_lost_ports_database_is_restored_from_the_environment_files()
    {
        _node.Install(One, 2, 1);
        _node.Install(ModuleName.Parse("two"), 1);
        var (before, file) = (_node.Allocations, File.ReadAllBytes(_node.EnvironmentFile("one")));
        File.Delete(_node.Database);

        _node.Adopt();

        Assert.Equal(before, _node.Allocations);
        Assert.Equal("20001-20002", $"{_node.Install(One, 2, 1).Tcp}");
        Assert.Equal(file, File.ReadAllBytes(_node.EnvironmentFile("one")));
        Assert.Equal(
            "20004",
            $"{_node.PortRequests.Allocate(ModuleName.Parse("three"), 1, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_second_adoption_changes_nothing()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        _node.WriteUpstream("""
            INSERT INTO TCP_PORTS VALUES
                (20002, 20003, 'mail1'), (2, 0, 'odd1'), (20010, 20011, 'a1'), (20011, 20012, 'b1')
            """);
        Assert.Equal(3, _node.Adopt(_node.Folder["upstream"]).Blocks.Count);
        var before = File.ReadAllBytes(_node.Database);

        Assert.True(_node.Adopt(_node.Folder["upstream"]).IsEmpty);
        Assert.Equal(before, File.ReadAllBytes(_node.Database));
    }

    [Fact]
    public void Planning_changes_nothing()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");

        Assert.Single(new Adoption(_node.Node, null, []).Plan().Blocks);

        Assert.False(File.Exists(_node.Database));
        Assert.False(File.Exists(_node.Folder["state/ports.sqlite.lock"]));
    }

    [Fact]
    public void A_file_in_a_folder_without_a_valid_module_name_is_skipped_with_a_warning()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        var path = _node.WriteEnvironment("-two", "TCP_PORT=20002\n");
        Directory.CreateDirectory(_node.Folder["state/modules/.empty"]);

        var plan = _node.Adopt();

        Assert.Equal("one", Assert.Single(plan.Blocks).Owner);
        Assert.Equal(
            $"skipped \"{path}\": module name \"-two\" is not valid; "
                + "accepted: 1 to 255 of the characters A-Z a-z 0-9 _ . -, starting with a letter or digit",
            Assert.Single(plan.Warnings));
    }

    [Fact]
    public void Ports_are_separate_for_each_protocol()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        _node.WriteEnvironment("two", "UDP_PORT=20001\n");

        _node.Adopt();

        Assert.Equal("one:20001/tcp two:20001/udp", _node.Allocations);
    }

    [Fact]
    public void The_next_install_keeps_adopted_ports_that_exceed_the_demand()
    {
        _node.WriteEnvironment("one", "TCP_PORTS_RANGE=20001-20009\nUDP_PORT=20001\n");
        _node.Adopt();

        Assert.Equal("20001-20009", $"{_node.Install(One, 2).Tcp}");
        Assert.Equal("one:20001-20009/tcp one:20001/udp", _node.Allocations);
    }

    [Fact]
    public void The_next_install_allocates_what_a_larger_demand_needs()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        _node.Adopt();

        Assert.Equal("20001-20003", $"{_node.Install(One, 3).Tcp}");
    }

    [Fact]
    public void The_environment_file_of_an_adopted_module_follows_its_ports()
    {
        _node.WriteEnvironment("one", "A=1\nTCP_PORT=20001\n");
        _node.Adopt();

        _node.PortRequests.Allocate(One, 2, Protocol.Tcp, keepExisting: false);
        Assert.Equal(
            "A=1\nTCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n",
            File.ReadAllText(_node.EnvironmentFile("one")));

        _node.Remover.Remove(One);
        Assert.Equal("A=1\n", File.ReadAllText(_node.EnvironmentFile("one")));
        Assert.Equal("", _node.Allocations);
    }

    [Fact]
    public void An_adopted_module_has_no_permissions_until_it_is_installed()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        _node.Adopt();

        Assert.Equal(
            "LH3103",
            Assert.Throws<LabelHookException>(
                () => _node.PortRequests.Allocate(
                    One, 1, Protocol.Tcp, keepExisting: true, new Caller(One))).Problem.Code);
        Assert.Empty(_node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true).Warnings);
        Assert.Null(_node.ModuleList.Read(One, out _).Single().Image);
    }

    [Fact]
    public void The_environment_file_of_a_module_of_NS8_is_left_to_NS8()
    {
        _node.WriteEnvironment("one", "MODULE_ID=one\nNODE_ID=1\nTCP_PORT=20001\nTCP_PORTS=20001,20040\n");

        _node.Adopt();

        Assert.Equal("one:20001/tcp one:20040/tcp", _node.Allocations);
        Assert.Null(_node.ModuleList.Read(One, out _).Single().Record);
        Assert.Equal("20001", new Ns8Node(_node.Node).Add(One, "example/image:1", 1, 0)["TCP_PORT"]);
    }

    public void Dispose() => _node.Dispose();
}
