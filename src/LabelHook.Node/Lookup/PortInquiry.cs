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
            Owners(database, port, protocol),
            [.. elsewhere],
            SocketGroup.GroupAlike(sockets, new SocketOwners().Find(sockets)),
            node.Settings.Band,
            kernel,
            ServiceNames.Find(port, protocol));
    }

    private static List<PortOwner> Owners(PortsDatabase database, int port, Protocol protocol)
    {
        var records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        var times = database.AllocationTimes(protocol);
        var owners = new List<PortOwner>();
        foreach (var row in database.Allocations(protocol).Where(row => row.Ports.Contains(port)))
        {
            DateTimeOffset? since = times.TryGetValue((row.Ports, row.Module), out var time) ? time : null;
            var record = records.GetValueOrDefault(row.Module);
            owners.Add(new PortOwner(row.Module, row.Ports, since, row.IsReleasing, record));
        }

        return owners;
    }
}
