using LabelHook.Database;
using LabelHook.Modules;

namespace LabelHook.Checks;

// Whether the rows of the registry are what they should be, whoever wrote them.
internal static class RowChecks
{
    public static IEnumerable<Finding> Find(Inspection look)
    {
        var band = look.Node.Settings.Band.Range;
        foreach (var (protocol, row) in look.Odd)
            yield return Verdicts.OddRow(protocol, row);
        foreach (var overlap in ProtocolName.All.SelectMany(protocol => DatabaseWarnings.Overlaps(protocol, look.Rows.Where(held => held.Protocol == protocol).Select(held => held.Row))))
            yield return Verdicts.Overlap(overlap);
        foreach (var (name, holding) in look.Holdings)
        {
            // NS8's own modules ask for ports and give them back as they like: their demand is a quota.
            if (look.Records[name] is not { EnvironmentFile: not null } record)
                continue;
            foreach (var protocol in ProtocolName.All)
            {
                if (ModuleWarnings.Shortage(record, protocol, holding.Of(protocol)) is { } shortage)
                    yield return Verdicts.BelowDemand(record.Module, protocol, shortage);
            }
        }

        foreach (var (protocol, row) in look.Blocks)
        {
            // NS8's own update keeps what a module moved from until the next one: its module still runs on it.
            if (row.IsReleasing && look.Records.GetValueOrDefault(row.Module) is null or { EnvironmentFile: not null })
                yield return Verdicts.HalfReleased(row.Module, protocol, row.Ports);
            if (!band.Contains(row.Ports))
            {
                var isInstalled = look.Records.GetValueOrDefault(row.Module) is { EnvironmentFile: not null };
                yield return band.Overlaps(row.Ports)
                    ? Verdicts.AcrossBand(row.Module, protocol, row.Ports, band, isInstalled)
                    : Verdicts.OutsideBand(row.Module, protocol, row.Ports, band);
            }
        }
    }
}
