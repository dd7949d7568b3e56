using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Lookup;

/// <summary>Everything that is to be said of a port.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Port">The port.</param>
/// <param name="Holders">The rows that hold it: none, one, or those that overlapped from before the triggers stood.</param>
/// <param name="Elsewhere">The rows of the host's other ports databases that hold it.</param>
/// <param name="Sockets">The host's sockets that have it right now.</param>
/// <param name="Band">The ports that may be given.</param>
/// <param name="Kernel">What the kernel does with ports.</param>
/// <param name="Service">The name that the port goes by; <see langword="null"/> when it has none.</param>
internal sealed record PortStatus(
    Protocol Protocol,
    int Port,
    IReadOnlyList<PortHolder> Holders,
    IReadOnlyList<(string Database, HeldRange Row)> Elsewhere,
    IReadOnlyList<SocketGroup> Sockets,
    PortBand Band,
    KernelPorts Kernel,
    string? Service)
{
    public bool IsInBand => Band.Range.Contains(Port);

    public bool IsExcluded => Band.Excluded.Any(ports => ports.Contains(Port));
}
