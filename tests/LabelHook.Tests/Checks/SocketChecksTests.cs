using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class SocketChecksTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();
    private readonly FakeHost _host;

    public SocketChecksTests() => _host = new FakeHost(_node.Folder);

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
    public void A_socket_on_a_port_of_a_module_is_reported_unless_it_belongs_to_the_module(
        string program, string group, string variables, string? finding)
    {
        _node.Install(One, 2);
        _host.Unit("etc/systemd/system/listed.service", $"[Service]\nEnvironmentFile={_node.EnvironmentFile("one")}\n");
        _host.Socket(20001, inode: 7);
        _host.Socket(30001, inode: 8);
        _host.Process(77, program, inode: 7, group, variables);

        Assert.Equal(
            finding is null ? "" : $"port-in-use-by-other: tcp port 20001 of one {finding}",
            _node.Check(_host, repair: true).Text());
        Assert.Equal("one:20001-20002/tcp", _node.Allocations);
    }

    [Fact]
    public void A_connection_is_distinguished_from_a_listener_and_a_closed_one_is_ignored()
    {
        _node.Install(One, 2);
        _host.Socket(20001, inode: 7, state: "01");
        _host.Socket(20002, inode: 0, state: "06");
        _host.Process(77, "curl", inode: 7);

        Assert.Equal(
            "port-in-use-by-other: tcp port 20001 of one is in a connection of \"curl\" (process 77), which "
                + "does not seem to belong to one",
            _node.Check(_host).Text());
    }

    [Fact]
    public void A_socket_of_the_user_of_a_module_belongs_to_the_module()
    {
        _node.Install(One, 1);
        _host.User("one", 1001, "/home/one");
        _host.Socket(20001, inode: 7, user: 1001);

        Assert.True(_node.Check(_host).IsClean);
    }

    [Fact]
    public void A_node_is_not_clean_if_the_process_of_a_socket_cannot_be_seen()
    {
        _node.Install(One, 1);
        _host.Socket(20001, inode: 7, user: 33);

        var result = _node.Check(_host);

        Assert.Equal("port-in-use-by-unknown: cannot see the process that uses tcp port 20001 of one", result.Text());
        Assert.False(result.IsClean);
    }

    public void Dispose() => _node.Dispose();
}
