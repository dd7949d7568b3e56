using LabelHook.Database;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class ModuleEnvironmentTests : IDisposable
{
    private readonly TestNode _node = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    private string Environment => File.ReadAllText(_node.EnvironmentFile("one"));

    [Fact]
    public void Allocating_and_deallocating_update_the_environment_file()
    {
        _node.Install(One, tcp: 2, udp: 1);

        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        Assert.Equal("TCP_PORT=20001\nUDP_PORT=20001\n", Environment);
        _node.PortRequests.Deallocate(One, Protocol.Tcp);
        Assert.Equal("UDP_PORT=20001\n", Environment);
        Assert.Equal(
            "TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\nUDP_PORT=20001\n",
            File.ReadAllText(_node.Install(One, tcp: 2, udp: 1).EnvironmentFile));
    }

    [Fact]
    public void The_path_of_an_environment_file_is_remembered()
    {
        Directory.CreateDirectory(_node.Folder["elsewhere"]);
        _node.Installer.Install(One, TestImage.With(1), _node.Folder["elsewhere/environment"]);

        Assert.Equal("20001-20002", $"{_node.Install(One, tcp: 2).Tcp}");

        Assert.Contains(
            "TCP_PORTS=20001,20002", File.ReadAllText(_node.Folder["elsewhere/environment"]), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_node.Folder["state/modules"]));
        Assert.Equal(
            "LH4005",
            Assert.Throws<LabelHookException>(
                () => _node.Installer.Install(
                    One, TestImage.With(1), _node.Folder["other"])).Problem.Code);
    }

    [Fact]
    public void Two_modules_cannot_share_an_environment_file()
    {
        _node.Installer.Install(One, TestImage.With(1), _node.Folder["environment"]);

        var problem = Assert.Throws<LabelHookException>(
            () => _node.Installer.Install(Two, TestImage.With(1), _node.Folder["environment"])).Problem;

        Assert.Equal("LH4007", problem.Code);
        Assert.Contains("\"one\"", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deallocating_updates_the_file_of_a_module_without_a_record()
    {
        _node.Install(One, tcp: 1);
        using (var database = PortsDatabase.OpenToChange(_node.Database, TimeSpan.FromSeconds(1)))
            database.Change(() => database.Forget(One));

        _node.PortRequests.Deallocate(One, Protocol.Tcp);

        Assert.Equal("", Environment);
    }

    [Fact]
    public void A_module_that_is_not_installed_gets_no_file()
    {
        _node.Install(One, tcp: 1);
        _node.Remover.Remove(One);

        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.False(File.Exists(_node.EnvironmentFile("one")));
    }

    [Fact]
    public void Ports_named_in_a_file_that_cannot_be_reached_are_released_only_with_the_module()
    {
        Directory.CreateDirectory(_node.Folder["away"]);
        _node.Installer.Install(One, TestImage.With(2), _node.Folder["away/environment"]);
        Directory.Move(_node.Folder["away"], _node.Folder["unmounted"]);

        Assert.Equal(
            "LH4021",
            Assert.Throws<LabelHookException>(() => _node.PortRequests.Deallocate(One, Protocol.Tcp)).Problem.Code);
        Assert.Equal(
            "LH4021",
            Assert.Throws<LabelHookException>(
                () => _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false)).Problem.Code);
        Assert.Equal("20001-20002", $"{_node.Remover.Remove(One)!.Tcp.Single()}");
    }

    public void Dispose() => _node.Dispose();
}
