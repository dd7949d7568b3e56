using System.Net;
using LabelHook.Sockets;

namespace LabelHook.Tests.Sockets;

public sealed class SocketOwnersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Each_process_with_a_socket_is_named_with_its_unit()
    {
        Process(200, "nginx", "0::/system.slice/nginx.service\n", "socket:[7]");
        Process(31, "nginx", "0::/system.slice/nginx.service\n", "socket:[8]", "/dev/null", "socket:[7]", "socket:[7]");

        var found = new SocketOwners(_folder.Path).Find([Socket(7), Socket(9)]);

        Assert.Equal([7UL], found.Keys);
        Assert.Equal([31, 200], found[7].Select(owner => owner.ProcessId));
        Assert.Equal("nginx.service", found[7][0].Group.Unit);
    }

    [Fact]
    public void A_closed_connection_has_no_process()
    {
        Process(1, "init", "0::/\n", "socket:[0]");

        Assert.Empty(new SocketOwners(_folder.Path).Find([Socket(0)]));
    }

    [Fact]
    public void Other_folders_and_exiting_processes_are_skipped()
    {
        Directory.CreateDirectory(_folder["self/fd"]);
        Directory.CreateDirectory(_folder["12"]);
        Directory.CreateDirectory(_folder["99999999999999999999/fd"]);
        Process(
            13, null, null, "socket:[7]", "socket:[seven]", "socket:[7", "pipe:[7]", "socket:[99999999999999999999]");

        var owner = Assert.Single(new SocketOwners(_folder.Path).Find([Socket(7)])[7]);

        Assert.Equal(new SocketOwner(13, "", default), owner);
    }

    public void Dispose() => _folder.Dispose();

    private static HostSocket Socket(ulong inode) =>
        new(Protocol.Tcp, IPAddress.Any, 80, SocketState.Listening, 0, inode);

    private void Process(int number, string? name, string? group, params string[] files)
    {
        Directory.CreateDirectory(_folder[$"{number}/fd"]);
        if (name is not null)
            _folder.Write($"{number}/comm", name + "\n");
        if (group is not null)
            _folder.Write($"{number}/cgroup", group);
        for (var i = 0; i < files.Length; i++)
            File.CreateSymbolicLink(_folder[$"{number}/fd/{i}"], files[i]);
    }
}
