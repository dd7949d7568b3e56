namespace LabelHook.Sockets;

// The kernel's port settings. Outgoing connections get ports of the ephemeral range that are not reserved, and a module
// cannot listen on the port of such a connection. https://docs.kernel.org/networking/ip-sysctl.html.
// Ephemeral: The empty block if unknown.
// Reserved: The blocks that outgoing connections do not get, in order.
internal sealed record KernelPorts(PortRange Ephemeral, IReadOnlyList<PortRange> Reserved)
{
    // Reads the settings of this network namespace; they apply to IPv4 and IPv6, TCP and UDP.
    public static KernelPorts Read(string folder = "/proc/sys/net/ipv4")
    {
        char[] blanks = ['\t', ' '];
        var bounds = Text(folder, "ip_local_port_range").Split(blanks, StringSplitOptions.RemoveEmptyEntries);
        PortRange ephemeral = default;
        if (bounds is [var first, var last])
            _ = PortRange.TryParse($"{first}-{last}", out ephemeral);

        var reserved = new List<PortRange>();
        foreach (var text in Text(folder, "ip_local_reserved_ports").Split(','))
        {
            if (PortRange.TryParse(text, out var ports))
                reserved.Add(ports);
        }

        return new KernelPorts(ephemeral, reserved);
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
