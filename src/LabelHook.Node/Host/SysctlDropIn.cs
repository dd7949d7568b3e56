namespace LabelHook.Host;

// A file below /etc/sysctl.d that keeps the kernel from giving modules' ports to outgoing connections; sysctl.d(5).
// Reserved: The blocks that it reserves, in order, no two of them touching.
internal sealed record SysctlDropIn(IReadOnlyList<PortRange> Reserved)
{
    public const string Path = "/etc/sysctl.d/90-labelhook-ports.conf";

    private const string Name = "net.ipv4.ip_local_reserved_ports";

    // Longest list: the kernel silently cuts off what is behind a page.
    private const int MaxList = 4095;

    public string Line => $"{Name} = {List(Reserved)}";

    public static string Load => $"sysctl --load={Path}";

    // known: What is to stay reserved.
    // ports: What is to be reserved besides.
    // band: What is reserved as a whole when the list would become too long.
    public static SysctlDropIn Of(IEnumerable<PortRange> known, IEnumerable<PortRange> ports, PortRange band)
    {
        var all = known.Concat(ports).ToList();
        var merged = Merged(all);
        return new SysctlDropIn(List(merged).Length <= MaxList ? merged : Merged(all.Append(band)));
    }

    // The blocks that a file reserves; none when it cannot be read.
    public static IReadOnlyList<PortRange> Read(string path)
    {
        try
        {
            return File.Exists(path)
                ? [.. File.ReadLines(path).Select(line => line.Split('=', 2)).Where(pair => pair is [var name, _] && name.Trim(' ', '\t', '-') == Name)
                    .SelectMany(pair => pair[1].Split(',')).Select(text => PortRange.TryParse(text.Trim(), out var ports) ? ports : default).Where(ports => ports.Count > 0)]
                : [];
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
