namespace LabelHook.Checks;

// Whether somebody is there for whom ports are held. Ports with an open socket are somebody's.
internal static class HolderChecks
{
    public static IEnumerable<Finding> Find(Inspection look)
    {
        foreach (var (protocol, row) in look.Blocks.Where(held => !held.Row.IsReleasing && !look.IsThere(held.Row.Module) && !look.IsOpen(held.Protocol, held.Row.Ports)))
        {
            if (look.IsHelper(row.Module))
                yield return Verdicts.OrphanHelper(row.Module, protocol, row.Ports);
            else if (look.Node.IsInHome && ModuleName.TryParse(row.Module, out _, out _))
                yield return Verdicts.Leak(row.Module, protocol, row.Ports);
            else
                yield return Verdicts.Unclaimed(row.Module, protocol, row.Ports);
        }
    }
}
