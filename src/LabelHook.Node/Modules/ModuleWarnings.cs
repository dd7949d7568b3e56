using LabelHook.Database;
using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Modules;

internal static class ModuleWarnings
{
    public static IEnumerable<string> Moved(ModuleName module, PortRange before, PortChange change)
    {
        if (before.Count == 0 || change.Added.Count == 0 || change.Added.Start == before.Start)
            return [];
        var protocol = change.Protocol.Lower();
        return [$"{protocol} ports of {module} moved from {before} to {change.Added}: restart what uses them"];
    }

    public static IEnumerable<string> Lost(ModuleName module, ModuleImage image, PortRange before, PortChange change)
    {
        if (before.Count == 0 || change.Added.Count > 0 || change.Removed.Count == 0)
            return [];
        var label = ModuleLabels.DemandLabel(change.Protocol);
        var reason = image.Labels.ContainsKey(label) ? $"label {label} is 0" : $"label {label} is missing";
        var shown = Wording.Shown(image.Reference);
        return [$"{module} loses its {change.Protocol.Lower()} ports {before}: {reason} in image {shown}"];
    }

    public static IEnumerable<string> OverDemand(ModuleName module, Protocol protocol, int count, int? demand)
    {
        if (count > demand)
            yield return $"{module} now has {count} {protocol.Lower()} ports, but its image demands {demand}";
    }

    public static IEnumerable<string> BelowDemand(
        ModuleRecord record, Protocol protocol, IReadOnlyList<AllocationRow> blocks)
    {
        if (Shortage(record, protocol, blocks) is not { } shortage)
            return [];
        var command = $"labelhook install {record.Module} IMAGE --reset";
        return [$"{shortage}; run '{command}' to allocate exactly what it demands"];
    }

    // Only the first block counts, the one that the variables list.
    // Returns: null when the module has what its image demands, or more.
    public static string? Shortage(ModuleRecord record, Protocol protocol, IReadOnlyList<AllocationRow> blocks)
    {
        var demand = record.Demand(protocol);
        if (demand <= (blocks.Count == 0 ? 0 : blocks[0].Ports.Count))
            return null;
        var count = blocks.Sum(row => row.Ports.Count);
        var has = $"{record.Module} has {count} {protocol.Lower()} {(count == 1 ? "port" : "ports")}";
        if (blocks.Count <= 1)
            return $"{has}, but its image demands {demand}";
        var list = string.Join(", ", blocks.Select(row => row.Ports));
        return $"{has} ({list}), but its image demands {demand} in one block";
    }

    public static IEnumerable<string> Released(ModuleName module, PortChange change) =>
        from row in change.Removed
        from ports in row.Ports.Without(change.Added)
        select $"released {change.Protocol.Lower()} ports {ports} of {module}";

    public static string VariablesLeftOut(string path, int count) =>
        $"did not pass the other variables of {path} ({count}), which another user can write; "
            + "--all-variables passes them";

    public static string PortsDiffer(ModuleName module, string path) =>
        $"{path} does not match the ports of {module}; the command gets those of the ports database, "
            + "see 'labelhook check'";
}
