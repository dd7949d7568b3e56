using LabelHook.Database;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Asks the ports database and the kernel who uses the ports of a range, or those of a module.
internal sealed class SpanInquiry(Node node)
{
    // The range in spans; rows that overlap, because they are older than the triggers, have a span each.
    public IReadOnlyList<PortSpan> In(PortRange ports, IEnumerable<Protocol> protocols)
    {
        using var database = node.Open(toRead: true);
        return [.. protocols.SelectMany(protocol => WithSockets(protocol, In(database, ports, protocol)))];
    }

    // Returns: the blocks of the module; null when it does not exist.
    public IReadOnlyList<PortSpan>? Of(ModuleName module)
    {
        using var database = node.Open(toRead: true);
        if (!ModuleNames.Exists(database, module, database.Module(module)))
            return null;
        var names = ModuleNames.InDatabase(database, module);
        var spans = new List<PortSpan>();
        foreach (var protocol in ProtocolName.All)
        {
            var owners = PortOwner.Read(database, protocol, row => names.Contains(row.Module));
            spans.AddRange(WithSockets(protocol, owners.Select(owner => Span(protocol, owner.Ports, owner))));
        }

        return spans;
    }

    private static IEnumerable<PortSpan> In(PortsDatabase database, PortRange ports, Protocol protocol)
    {
        var owners = PortOwner.Read(database, protocol, row => row.Ports.Overlaps(ports));
        var free = ports.WithoutAll(owners.Select(owner => owner.Ports));
        var allocated = owners.Select(owner => Span(protocol, owner.Ports.Intersection(ports), owner));
        return allocated.Concat(free.Select(part => Span(protocol, part, null))).OrderBy(span => span.Ports.Start);
    }

    private static PortSpan Span(Protocol protocol, PortRange ports, PortOwner? owner) => new(protocol, ports, owner, []);

    private static IEnumerable<PortSpan> WithSockets(Protocol protocol, IEnumerable<PortSpan> spans)
    {
        var all = spans.ToList();
        var sockets = new SocketTable().Read(protocol)
            .Where(socket => all.Exists(span => span.Ports.Contains(socket.Port)))
            .ToList();
        var owners = new SocketOwners().Find(sockets);
        var byPort = sockets.GroupBy(socket => socket.Port).OrderBy(port => port.Key).ToList();
        return all.Select(span => span with
        {
            Sockets =
            [
                .. from port in byPort
                   where span.Ports.Contains(port.Key)
                   from socket in SocketGroup.GroupAlike(port, owners)
                   select (port.Key, socket),
            ],
        });
    }
}
