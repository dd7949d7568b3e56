using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Neighbouring ports of one protocol with one owner, or without one.
// Owner: The row that allocates them; null when none does.
// Sockets: The sockets that use them right now, by port.
internal sealed record PortSpan(
    Protocol Protocol, PortRange Ports, PortOwner? Owner, IReadOnlyList<(int Port, SocketGroup Group)> Sockets);
