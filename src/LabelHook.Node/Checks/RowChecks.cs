using LabelHook.Database;
using LabelHook.Modules;

namespace LabelHook.Checks;

// Whether the rows of the ports database are valid, whoever wrote them.
internal static class RowChecks
{
    public static IEnumerable<Finding> Find(CheckContext context) =>
    [
        .. context.InvalidRows.Select(invalid => FindingTexts.InvalidRow(invalid.Protocol, invalid.Row)),
        .. ProtocolName.All.SelectMany(protocol => Overlaps(context, protocol)),
        .. context.Leases.Where(lease => lease.Rival is not null).Select(FindingTexts.BandConflict),
        .. BelowDemand(context),
        .. context.Blocks.SelectMany(held => Block(context, held.Protocol, held.Row)),
    ];

    private static IEnumerable<Finding> Overlaps(CheckContext context, Protocol protocol)
    {
        var rows = context.Rows.Where(held => held.Protocol == protocol).Select(held => held.Row);
        return DatabaseWarnings.Overlaps(protocol, rows).Select(FindingTexts.Overlap);
    }

    private static IEnumerable<Finding> BelowDemand(CheckContext context)
    {
        foreach (var (name, holding) in context.Holdings)
        {
            // NS8's own modules allocate and release ports as they like: their demand is a quota.
            if (context.Records[name] is not { EnvironmentFile: not null } record)
                continue;
            foreach (var protocol in ProtocolName.All)
            {
                if (ModuleWarnings.Shortage(record, protocol, holding.Blocks(protocol)) is { } shortage)
                    yield return FindingTexts.BelowDemand(record.Module, protocol, shortage);
            }
        }
    }

    private static IEnumerable<Finding> Block(CheckContext context, Protocol protocol, AllocationRow row)
    {
        var record = context.Records.GetValueOrDefault(row.Module);
        var isNs8s = record is { EnvironmentFile: null };

        // NS8's own update keeps the ports that a module moved from until the next update: the module still uses them.
        if (row.IsReleasing && !isNs8s)
            yield return FindingTexts.ReleaseUnfinished(row.Module, protocol, row.Ports);

        var band = context.Node.Settings.Band.Range;
        if (band.Contains(row.Ports))
            yield break;
        var isInstalled = record is { EnvironmentFile: not null };
        if (band.Overlaps(row.Ports))
            yield return FindingTexts.PartlyOutsideBand(row.Module, protocol, row.Ports, band, isInstalled);
        else
            yield return FindingTexts.OutsideBand(row.Module, protocol, row.Ports, band);
    }
}
