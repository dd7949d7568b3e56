using System.Globalization;
using LabelHook.Authorizations;
using LabelHook.Images;
using LabelHook.Ports;

namespace LabelHook;

/// <summary>The wording of everything that a person should know though it was done.</summary>
internal static class Warnings
{
    public static IReadOnlyList<string> Of(PortChange change) => change.Busy.Count == 0
        ? []
        : [$"skipped {change.Protocol.Lower()} port {string.Join(", ", change.Busy)}: in use by another process"];

    public static IEnumerable<string> Moved(ModuleName module, PortRange before, PortChange change)
    {
        if (before.Count > 0 && change.Added.Count > 0 && change.Added.Start != before.Start)
            yield return $"{change.Protocol.Lower()} ports of {module} moved from {before} to {change.Added}: restart what uses them";
    }

    /// <param name="more">How many still older images are there.</param>
    public static string OlderImage(string image, string newer, ModuleName module, int more) =>
        $"image {Problems.Shown(image)} {(more == 0 ? "is" : string.Create(CultureInfo.InvariantCulture, $"and {more} more are"))} older than {Problems.Shown(newer)} of {module} and was not installed; to downgrade, run 'labelhook install {module} IMAGE'";

    public static string StillChanging() => "the images keep changing; the next scan installs the rest";

    public static IEnumerable<string> Lost(ModuleName module, ModuleImage image, PortRange before, PortChange change)
    {
        if (before.Count == 0 || change.Added.Count > 0 || change.Removed.Count == 0)
            return [];
        var label = ModuleLabels.DemandLabel(change.Protocol);
        var reason = image.Labels.ContainsKey(label) ? $"label {label} is 0" : $"label {label} is missing";
        return [$"{module} loses its {change.Protocol.Lower()} ports {before}: {reason} in image {Problems.Shown(image.Reference)}"];
    }

    /// <summary>What is probably not meant in the labels of an image.</summary>
    public static IReadOnlyList<string> OfLabels(ModuleImage image, IEnumerable<Authorization> authorizations, bool isNs8) =>
        [.. OfKeys(image), .. OfAgents(authorizations), .. isNs8 ? OfRoles(authorizations) : []];

    public static IReadOnlyList<string> OfKeys(ModuleImage image) =>
    [
        .. from key in image.Labels.Keys.Order(StringComparer.Ordinal)
           let meant = NearLabel.Meant(key)
           where meant is not null
           select $"label {Problems.Shown(key)} of image {Problems.Shown(image.Reference)} is not known and has no effect; did you mean {meant}?",
    ];

    private static IEnumerable<string> OfAgents(IEnumerable<Authorization> authorizations) =>
        from named in authorizations.GroupBy(authorization => authorization.Agent, StringComparer.Ordinal)
        where named.Count() > 1
        let together = new Authorization(named.Key, [.. named.SelectMany(authorization => authorization.Roles).Distinct(StringComparer.Ordinal)])
        select $"label {ModuleLabels.AuthorizationsLabel} names agent {Problems.Shown(named.Key)} more than once, and NethServer 8 keeps only {Problems.Shown($"{named.Last()}")}; write {Problems.Shown($"{together}")}";

    private static IEnumerable<string> OfRoles(IEnumerable<Authorization> authorizations) =>
        from authorization in authorizations
        where authorization.Agent == "node"
        from role in authorization.Roles
        where role is "allocate-ports" or "deallocate-ports"
        select $"NethServer 8 has no role {role} at agent node; use node:portsadm, which permits both";

    public static IEnumerable<string> OverDemand(ModuleName module, Protocol protocol, int held, int? demand)
    {
        if (held > demand)
            yield return string.Create(CultureInfo.InvariantCulture, $"{module} now has {held} {protocol.Lower()} ports, but its image demands {demand}");
    }

    /// <summary>A module may have given ports back at run time; the block that its variables name counts.</summary>
    public static IEnumerable<string> BelowDemand(ModuleRecord record, Protocol protocol, IReadOnlyList<HeldRange> held)
    {
        if (Shortage(record, protocol, held) is { } shortage)
            yield return $"{shortage}; run 'labelhook install {record.Module} IMAGE --reset' to allocate exactly what it demands";
    }

    /// <returns><see langword="null"/> when the module has what its image demands, or more.</returns>
    public static string? Shortage(ModuleRecord record, Protocol protocol, IReadOnlyList<HeldRange> held)
    {
        var demand = record.Demand(protocol);
        if (demand <= (held.Count == 0 ? 0 : held[0].Ports.Count))
            return null;
        var blocks = held.Count > 1 ? $" ({string.Join(", ", held.Select(row => row.Ports))})" : "";
        var count = held.Sum(row => row.Ports.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Module} has {count} {protocol.Lower()} {(count == 1 ? "port" : "ports")}{blocks}, but its image demands {demand}{(held.Count > 1 ? " in one block" : "")}");
    }

    public static IEnumerable<string> GivenBack(ModuleName module, PortChange change) => change.Removed.SelectMany(row => row.Ports.Without(change.Added))
        .Select(ports => $"released {change.Protocol.Lower()} ports {ports} of {module}");

    /// <param name="other">The ports database that the host has elsewhere; <see langword="null"/> when it has none.</param>
    public static string DatabaseAbsent(string path, string? other) => $"ports database {path} does not exist, so no ports are allocated in it"
        + (other is null ? "" : $"; this host has {other}: use sudo or --state {Path.GetDirectoryName(other)}");

    public static string EnvironmentLine(string path, int line, string reason) => $"{path} line {line} {reason}";

    /// <param name="lost">What, and why.</param>
    public static string EnvironmentLoss(string path, string lost) => $"{path} was replaced but lost its {lost}; set it again";

    public static string UnreadableRow(string row) => $"ignored a row of the ports database that is not a port range: {row}";

    /// <summary>Rows that were written before the triggers stood: neither is touched, and no port of them is given again.</summary>
    public static IEnumerable<string> Overlaps(Protocol protocol, IEnumerable<HeldRange> held)
    {
        HeldRange? reach = null; // of the rows so far, the one that reaches farthest
        foreach (var row in held.OrderBy(row => row.Ports.Start))
        {
            if (reach is { } other && other.Ports.Overlaps(row.Ports))
                yield return $"{protocol.Lower()} ports {row.Ports} of {row.Module} overlap {other.Ports} of {other.Module} and were not changed";
            if (reach is null || row.Ports.End > reach.Value.Ports.End)
                reach = row;
        }
    }

    public static string RowLeftOut(string path, Protocol protocol, RegistryRow row) =>
        $"skipped row {Problems.Shown(row.Words)} of {path}: it has no {protocol.Lower()} port";

    public static string RowsQuarantined(string path, Protocol protocol, PortRange ports, string words) =>
        $"reserved {protocol.Lower()} ports {ports} until 'labelhook unreserve', because their owner is unclear: {path} says {Problems.Shown(words)}";

    public static string RowsJoined(string path, Protocol protocol, PortRange ports, string words) =>
        $"joined overlapping rows of {path} into {protocol.Lower()} ports {ports}: {Problems.Shown(words)}";

    public static string VariablesLeftOut(string path, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"did not pass the other variables of {path} ({count}), which another user can write; --all-variables passes them");

    public static string PortsDiffer(ModuleName module, string path) =>
        $"{path} does not match the ports of {module}; the command gets those of the ports database, see 'labelhook check'";
}
