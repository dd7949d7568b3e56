using LabelHook.Database;

namespace LabelHook.Ports;

internal static class LeasedBand
{
    // Excludes the ports that a node has not leased, and those that another node uses too.
    // leases: Without any, the node may allocate from the whole band.
    public static PortBand Limit(PortBand band, IReadOnlyList<Lease> leases)
    {
        if (leases.Count == 0)
            return band;
        var usable = leases.Where(lease => lease.Rival is null).Select(lease => lease.Ports);
        return band with { Excluded = [.. band.Excluded, .. band.Range.WithoutAll(usable)] };
    }
}
