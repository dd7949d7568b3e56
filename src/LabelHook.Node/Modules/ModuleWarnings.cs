using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Modules;

internal static class ModuleWarnings
{
    public static IEnumerable<string> Moved(ModuleName module, PortRange before, PortChange change)
    {
        if (before.Count > 0 && change.Added.Count > 0 && change.Added.Start != before.Start)
            yield return $"{change.Protocol.Lower()} ports of {module} moved from {before} to {change.Added}: restart what uses them";
    }

    public static IEnumerable<string> Lost(ModuleName module, ModuleImage image, PortRange before, PortChange change)
    {
        if (before.Count == 0 || change.Added.Count > 0 || change.Removed.Count == 0)
            return [];
        var label = ModuleLabels.DemandLabel(change.Protocol);
        var reason = image.Labels.ContainsKey(label) ? $"label {label} is 0" : $"label {label} is missing";
        return [$"{module} loses its {change.Protocol.Lower()} ports {before}: {reason} in image {Wording.Shown(image.Reference)}"];
    }

    public static IEnumerable<string> OverDemand(ModuleName module, Protocol protocol, int held, int? demand)
    {
        if (held > demand)
            yield return $"{module} now has {held} {protocol.Lower()} ports, but its image demands {demand}";
    }

    // A module may have given ports back at run time; the block that its variables name counts.
    public static IEnumerable<string> BelowDemand(ModuleRecord record, Protocol protocol, IReadOnlyList<AllocationRow> held)
    {
        if (Shortage(record, protocol, held) is { } shortage)
            yield return $"{shortage}; run 'labelhook install {record.Module} IMAGE --reset' to allocate exactly what it demands";
    }

    // Returns: null when the module has what its image demands, or more.
    public static string? Shortage(ModuleRecord record, Protocol protocol, IReadOnlyList<AllocationRow> held)
    {
        var demand = record.Demand(protocol);
        if (demand <= (held.Count == 0 ? 0 : held[0].Ports.Count))
            return null;
        var blocks = held.Count > 1 ? $" ({string.Join(", ", held.Select(row => row.Ports))})" : "";
        var count = held.Sum(row => row.Ports.Count);
        return $"{record.Module} has {count} {protocol.Lower()} {(count == 1 ? "port" : "ports")}{blocks}, but its image demands {demand}{(held.Count > 1 ? " in one block" : "")}";
    }

    public static IEnumerable<string> GivenBack(ModuleName module, PortChange change) => change.Removed.SelectMany(row => row.Ports.Without(change.Added))
        .Select(ports => $"released {change.Protocol.Lower()} ports {ports} of {module}");

    public static string VariablesLeftOut(string path, int count) =>
        $"did not pass the other variables of {path} ({count}), which another user can write; --all-variables passes them";

    public static string PortsDiffer(ModuleName module, string path) =>
        $"{path} does not match the ports of {module}; the command gets those of the ports database, see 'labelhook check'";
}
