using LabelHook.Tests.Checks;

namespace LabelHook.Tests.Host;

public sealed class HostStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_state_of_a_host_is_read_when_it_is_requested()
    {
        var host = new FakeHost(_folder);
        host.Kernel("32768\t60999", "");
        host.Socket(20001, inode: 7);
        host.Unit("etc/systemd/system/a.service", "[Service]\nEnvironmentFile=/a\n");
        var state = host.State;
        var (kernel, sockets, units) = (state.Kernel, state.Sockets(Protocol.Tcp), state.Units([]));

        host.Kernel("1024\t2000", "");
        host.Socket(20002, inode: 8);
        host.Unit("etc/systemd/system/b.service", "[Service]\nEnvironmentFile=/b\n");

        Assert.Same(kernel, state.Kernel);
        Assert.Same(sockets, state.Sockets(Protocol.Tcp));
        Assert.Equal(units, state.Units([]));
        Assert.Equal([20001, 20002], host.State.Sockets(Protocol.Tcp).Select(socket => socket.Port));
        Assert.Equal(["a.service", "b.service"], host.State.Units([]).Select(unit => unit.Unit));
    }

    public void Dispose() => _folder.Dispose();
}
