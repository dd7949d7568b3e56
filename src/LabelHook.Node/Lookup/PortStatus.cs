using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

// Everything that is known about a port.
// Holders: The rows that allocate it; several when they overlapped before the database had triggers.
// Elsewhere: The rows of the host's other ports databases that allocate it.
// Sockets: The host's sockets that use it right now.
// Band: The ports that can be allocated.
// Leases: The parts of the band that the node leased; empty if it may allocate from the whole band.
// Kernel: The kernel's settings for ports.
// Service: The name of the port in services(5); null when it has none.
internal sealed record PortStatus(
    Protocol Protocol,
    int Port,
    IReadOnlyList<PortOwner> Holders,
    IReadOnlyList<(string Database, AllocationRow Row)> Elsewhere,
    IReadOnlyList<SocketGroup> Sockets,
    PortBand Band,
    IReadOnlyList<Lease> Leases,
    KernelPorts Kernel,
    string? Service)
{
    public bool IsInBand => Band.Range.Contains(Port);

    public bool IsExcluded => Band.Excluded.Any(ports => ports.Contains(Port));

    public bool IsUnleased => Leases.Count > 0 && !Leases.Any(lease => lease.Ports.Contains(Port));
}
