using LabelHook.Database;
using LabelHook.Sockets;

namespace LabelHook.Ports;

internal static class PortWarnings
{
    public static IEnumerable<string> Ephemeral(Protocol protocol, PortRange ports) =>
        Ephemeral(protocol, ports, KernelPorts.Read());

    // Outgoing connections may use the ports of a block that a user chose.
    public static IEnumerable<string> Ephemeral(Protocol protocol, PortRange ports, KernelPorts kernel)
    {
        var isReserved = kernel.Reserved.Any(reserved => reserved.Contains(ports));
        if (kernel.Ephemeral.Overlaps(ports) && !isReserved)
            yield return $"{protocol.Lower()} ports {ports} are in the kernel's ephemeral range {kernel.Ephemeral}: "
                + "outgoing connections may use them; see 'labelhook check'";
    }

    public static IReadOnlyList<string> Skipped(PortChange change)
    {
        if (change.SkippedPorts.Count == 0)
            return [];
        var ports = string.Join(", ", change.SkippedPorts);
        return [$"skipped {change.Protocol.Lower()} port {ports}: in use by another process"];
    }
}
