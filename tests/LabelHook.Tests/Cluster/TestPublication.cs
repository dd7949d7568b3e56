using LabelHook.Cluster.Publications;
using LabelHook.Database;

namespace LabelHook.Tests.Cluster;

// Publications of a node with the ports 20001-20100.
internal static class TestPublication
{
    public const string Registry = "00112233445566778899aabbccddeeff";

    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static NodeId Node(string name) =>
        NodeId.TryParse(name, out var node) ? node : throw new ArgumentException(name, nameof(name));

    // ports: Such as "mail1:20001-20004/tcp web1:20001/udp".
    public static PortsSnapshot Ports(
        string ports = "", long generation = 7, string registry = Registry, string lastChange = "")
    {
        var rows = ports.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(text => text.Split(':', '/'))
            .ToLookup(parts => parts[2], parts => (Owner: parts[0], Ports: parts[1]));
        return new PortsSnapshot(
            registry,
            generation,
            lastChange,
            PortBand.Create(20001, 20100),
            [],
            Rows(rows["tcp"]),
            Rows(rows["udp"]));
    }

    public static NodeHashes Hashes(PortsSnapshot ports, DateTimeOffset? time = null, long number = 1) =>
        PublicationText.Write(new Publication(number, time ?? Now, ports));

    public static NodeHashes With(this NodeHashes hashes, string field, string value) =>
        hashes with { Summary = new Dictionary<string, string>(hashes.Summary) { [field] = value } };

    private static AllocationRow[] Rows(IEnumerable<(string Owner, string Ports)> rows) =>
        [.. rows.Select((row, index) => new AllocationRow(index + 1, row.Owner, Range(row.Ports), IsReleasing: false))];

    private static PortRange Range(string text) =>
        PortRange.TryParse(text, out var range) ? range : throw new ArgumentException(text, nameof(text));
}
