using LabelHook.Database;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Asks the registry, the kernel and the configuration who has a port.
internal sealed class PortInquiry(Node node)
{
    public IReadOnlyList<PortStatus> Ask(int port, IEnumerable<Protocol> protocols)
    {
        using var database = node.Open(toRead: true);
        var records = database.Modules().ToDictionary(record => record.Module, StringComparer.Ordinal);
        var kernel = KernelPorts.Read();
        return [.. protocols.Select(protocol => Ask(database, records, kernel, port, protocol))];
    }

    private PortStatus Ask(PortsDatabase database, Dictionary<string, ModuleRecord> records, KernelPorts kernel, int port, Protocol protocol)
    {
        var since = database.Since(protocol);
        var holders = database.Held(protocol).Where(row => row.Ports.Contains(port)).Select(row => new PortOwner(
            row.Module, row.Ports, since.TryGetValue((row.Ports, row.Module), out var time) ? time : null, row.IsReleasing, records.GetValueOrDefault(row.Module)));
        var elsewhere = (node.Others?.Held(protocol) ?? []).Where(other => other.Row.Ports.Contains(port));
        var sockets = new SocketTable().Read(protocol).Where(socket => socket.Port == port).ToList();
        return new PortStatus(
            protocol, port, [.. holders], [.. elsewhere], SocketGroup.Of(sockets, new SocketOwners().Find(sockets)), node.Settings.Band, kernel, ServiceNames.Find(port, protocol));
    }
}
