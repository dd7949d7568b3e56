using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Cluster.Publications;

// Publications as hashes: the writer, and the strict reader of what any program may have written.
internal static class PublicationText
{
    // The version of the keys and fields. It changes when one is renamed, removed or gets another meaning.
    public const string Schema = "1";

    // Digits of a registry's identity, and of a change's digest.
    public const int DigestLength = 32;

    // Most characters of an owner: module names have at most 255, and other programs may write any text.
    public const int MaxOwnerLength = 1024;

    // How many ports all blocks of one protocol may have together; overlapping rows of other programs count twice.
    private const int MaxPorts = 4 * PortRange.MaxPort;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static NodeHashes Write(Publication publication)
    {
        var ports = publication.Ports;
        var summary = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [SummaryField.Schema] = Schema,
            [SummaryField.Publication] = $"{publication.Number}",
            [SummaryField.Registry] = ports.Registry,
            [SummaryField.Generation] = $"{ports.Generation}",
            [SummaryField.LastChange] = ports.LastChange,
            [SummaryField.Time] = Time(publication.Time),
            [SummaryField.Band] = ports.Band.Range.ToString(),
            [SummaryField.Excluded] = BlockList.Write(ports.Band.Excluded),
            [SummaryField.Leases] = BlockList.Write(ports.Leases),
            [SummaryField.Unleased] = BlockList.Write(ports.Unleased()),
            [SummaryField.Modules] = $"{CountModules(ports)}",
        };
        foreach (var protocol in ProtocolName.All)
        {
            var map = ports.Map(protocol);
            summary[SummaryField.Allocated(protocol)] = $"{map.Count(MapKind.Module)}";
            summary[SummaryField.Reserved(protocol)] = $"{map.Count(MapKind.Reserved)}";
            summary[SummaryField.Free(protocol)] = $"{map.Count(MapKind.Free)}";
            summary[SummaryField.LargestFree(protocol)] = map.LargestFree.ToString();
        }

        return new NodeHashes(summary, WriteRows(ports.Tcp), WriteRows(ports.Udp));
    }

    // problem: What is wrong, for a sentence that starts with the node.
    public static bool TryRead(
        NodeHashes hashes,
        [NotNullWhen(true)] out Publication? publication,
        [NotNullWhen(false)] out string? problem)
    {
        publication = null;
        if (Value(hashes, SummaryField.Schema) is var schema && schema != Schema)
            return Fail($"has schema {Wording.Shown(schema)}, and this program reads {Schema}", out problem);
        if (!TryReadNumber(hashes, SummaryField.Publication, out var number))
            return Fail(Invalid(hashes, SummaryField.Publication), out problem);
        if (!TryReadNumber(hashes, SummaryField.Generation, out var generation))
            return Fail(Invalid(hashes, SummaryField.Generation), out problem);
        var registry = Value(hashes, SummaryField.Registry);
        if (!IsDigest(registry))
            return Fail(Invalid(hashes, SummaryField.Registry), out problem);
        var lastChange = Value(hashes, SummaryField.LastChange);
        if (lastChange.Length > 0 && !IsDigest(lastChange))
            return Fail(Invalid(hashes, SummaryField.LastChange), out problem);
        if (!TryReadTime(Value(hashes, SummaryField.Time), out var time))
            return Fail(Invalid(hashes, SummaryField.Time), out problem);
        if (!PortRange.TryParse(Value(hashes, SummaryField.Band), out var band))
            return Fail(Invalid(hashes, SummaryField.Band), out problem);
        if (!BlockList.TryRead(Value(hashes, SummaryField.Excluded), out var excluded))
            return Fail(Invalid(hashes, SummaryField.Excluded), out problem);
        if (!BlockList.TryRead(Value(hashes, SummaryField.Leases), out var leases))
            return Fail(Invalid(hashes, SummaryField.Leases), out problem);
        if (!TryReadRows(hashes.Tcp, Protocol.Tcp, out var tcp, out problem)
            || !TryReadRows(hashes.Udp, Protocol.Udp, out var udp, out problem))
        {
            return false;
        }

        var ports = new PortsSnapshot(
            registry, generation, lastChange, new PortBand(band, excluded), leases, tcp, udp);
        publication = new Publication(number, time, ports);
        return true;
    }

    private static int CountModules(PortsSnapshot ports) => ports.Tcp.Concat(ports.Udp)
        .Select(row => row.Module)
        .Where(owner => Reservation.Reason(owner) is null)
        .Distinct(StringComparer.Ordinal)
        .Count();

    private static Dictionary<string, string> WriteRows(IEnumerable<AllocationRow> rows) => rows
        .GroupBy(row => Cut(row.Module), StringComparer.Ordinal)
        .ToDictionary(
            owner => owner.Key, owner => BlockList.Write(owner.Select(row => row.Ports)), StringComparer.Ordinal);

    private static string Cut(string owner) => owner.Length <= MaxOwnerLength ? owner : owner[..MaxOwnerLength];

    private static bool TryReadRows(
        IReadOnlyDictionary<string, string> hash,
        Protocol protocol,
        out IReadOnlyList<AllocationRow> rows,
        [NotNullWhen(false)] out string? problem)
    {
        var found = new List<AllocationRow>();
        rows = found;
        var ports = 0;
        foreach (var (owner, text) in hash.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var isOwner = owner.Length is > 0 and <= MaxOwnerLength;
            if (!isOwner || !BlockList.TryRead(text, out var blocks) || blocks.Count == 0)
                return Fail(InvalidPorts(protocol, owner, text), out problem);
            foreach (var block in blocks)
            {
                ports += block.Count;
                found.Add(new AllocationRow(found.Count + 1, owner, block, IsReleasing: false));
            }

            if (ports > MaxPorts)
                return Fail($"lists more {protocol.Lower()} ports than there are", out problem);
        }

        problem = null;
        return true;
    }

    private static string Value(NodeHashes hashes, string field) => hashes.Summary.GetValueOrDefault(field, "");

    private static bool IsDigest(string text) => text.Length == DigestLength && text.All(char.IsAsciiHexDigitLower);

    private static bool TryReadNumber(NodeHashes hashes, string field, out long number) =>
        long.TryParse(Value(hashes, field), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryReadTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static string Invalid(NodeHashes hashes, string field) =>
        $"has an invalid {field} {Wording.Shown(Value(hashes, field))}";

    private static string InvalidPorts(Protocol protocol, string owner, string text) =>
        $"has invalid {protocol.Lower()} ports {Wording.Shown(text)} of {Wording.Shown(owner)}";

    private static bool Fail(string words, out string problem)
    {
        problem = words;
        return false;
    }
}
