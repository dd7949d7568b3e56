namespace LabelHook.Sockets;

// What the kernel does with ports by itself: it gives outgoing connections those of the ephemeral range, but none that
// are reserved. Such a connection keeps a module from listening. https://docs.kernel.org/networking/ip-sysctl.html.
// Ephemeral: Where outgoing connections get their ports; the empty block where the kernel does not say.
// Reserved: Blocks that they do not get, in order.
internal sealed record KernelPorts(PortRange Ephemeral, IReadOnlyList<PortRange> Reserved)
{
    // Reads the settings of this network namespace, for IPv4 and IPv6, TCP and UDP alike.
    // folder: Where the kernel shows them.
    public static KernelPorts Read(string folder = "/proc/sys/net/ipv4")
    {
        var range = Text(folder, "ip_local_port_range").Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries);
        var reserved = Text(folder, "ip_local_reserved_ports").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new KernelPorts(
            range is [var first, var last] && PortRange.TryParse($"{first}-{last}", out var ephemeral) ? ephemeral : default,
            [.. reserved.Select(text => PortRange.TryParse(text, out var ports) ? ports : default).Where(ports => ports.Count > 0)]);
    }

    public bool IsReserved(int port) => Reserved.Any(ports => ports.Contains(port));

    private static string Text(string folder, string name)
    {
        try
        {
            return File.ReadAllText(Path.Join(folder, name)).TrimEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
