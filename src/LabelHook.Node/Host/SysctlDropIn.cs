namespace LabelHook.Host;

// A file in /etc/sysctl.d that keeps the kernel from giving modules' ports to outgoing connections; sysctl.d(5).
// Reserved: The blocks that it reserves, in order; adjacent blocks are merged.
internal sealed record SysctlDropIn(IReadOnlyList<PortRange> Reserved)
{
    public const string Path = "/etc/sysctl.d/90-labelhook-ports.conf";

    private const string Name = "net.ipv4.ip_local_reserved_ports";

    // The kernel silently drops what exceeds a page.
    private const int MaxList = 4095;

    public string Line => $"{Name} = {List(Reserved)}";

    public static string Load => $"sysctl --load={Path}";

    // band: Reserved as a whole if the list would become too long.
    public static SysctlDropIn For(IEnumerable<PortRange> ports, PortRange band)
    {
        var all = ports.ToList();
        var merged = Merged(all);
        return new SysctlDropIn(List(merged).Length <= MaxList ? merged : Merged(all.Append(band)));
    }

    // Returns: the blocks that the file reserves; none when it cannot be read.
    public static IReadOnlyList<PortRange> Read(string path)
    {
        var reserved = new List<PortRange>();
        try
        {
            foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            {
                if (line.Split('=', 2) is not [var name, var list] || name.Trim(' ', '\t', '-') != Name)
                    continue;
                foreach (var text in list.Split(','))
                {
                    if (PortRange.TryParse(text.Trim(), out var ports))
                        reserved.Add(ports);
                }
            }

            return reserved;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string List(IEnumerable<PortRange> ports) => string.Join(',', ports);

    private static List<PortRange> Merged(IEnumerable<PortRange> ports)
    {
        var merged = new List<PortRange>();
        foreach (var next in ports.OrderBy(range => range.Start))
        {
            if (merged is [.., var last] && next.Start <= last.End + 1)
                merged[^1] = PortRange.FromBounds(last.Start, Math.Max(last.End, next.End));
            else
                merged.Add(next);
        }

        return merged;
    }
}
