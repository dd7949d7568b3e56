using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Everything that is to be said of a port.
// Protocol: The protocol.
// Port: The port.
// Holders: The rows that hold it: none, one, or those that overlapped from before the triggers stood.
// Elsewhere: The rows of the host's other ports databases that hold it.
// Sockets: The host's sockets that have it right now.
// Band: The ports that may be given.
// Kernel: What the kernel does with ports.
// Service: The name that the port goes by; null when it has none.
internal sealed record PortStatus(
    Protocol Protocol,
    int Port,
    IReadOnlyList<PortOwner> Holders,
    IReadOnlyList<(string Database, AllocationRow Row)> Elsewhere,
    IReadOnlyList<SocketGroup> Sockets,
    PortBand Band,
    KernelPorts Kernel,
    string? Service)
{
    public bool IsInBand => Band.Range.Contains(Port);

    public bool IsExcluded => Band.Excluded.Any(ports => ports.Contains(Port));
}
