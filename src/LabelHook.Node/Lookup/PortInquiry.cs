using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Asks the ports database, the kernel and the configuration who uses a port.
internal sealed class PortInquiry(Node node)
{
    public IReadOnlyList<PortStatus> Ask(int port, IEnumerable<Protocol> protocols)
    {
        using var database = node.Open(toRead: true);
        var kernel = KernelPorts.Read();
        return [.. protocols.Select(protocol => Ask(database, kernel, port, protocol))];
    }

    private PortStatus Ask(PortsDatabase database, KernelPorts kernel, int port, Protocol protocol)
    {
        var elsewhere = (node.Others?.Allocations(protocol) ?? []).Where(other => other.Row.Ports.Contains(port));
        var sockets = new SocketTable().Read(protocol).Where(socket => socket.Port == port).ToList();
        return new PortStatus(
            protocol,
            port,
            PortOwner.Read(database, protocol, row => row.Ports.Contains(port)),
            [.. elsewhere],
            SocketGroup.GroupAlike(sockets, new SocketOwners().Find(sockets)),
            node.Settings.Band,
            database.Leases(),
            kernel,
            ServiceNames.Find(port, protocol));
    }
}
