using LabelHook.Nodes;

namespace LabelHook.Checks;

// Whether the owners of allocated ports exist. Ports with an open socket are in use, whoever owns them.
internal static class OwnerChecks
{
    public static IEnumerable<Finding> Find(CheckContext context)
    {
        foreach (var (protocol, row) in context.Blocks)
        {
            if (row.IsReleasing || context.Exists(row.Module) || context.Host.IsOpen(protocol, row.Ports))
                continue;
            if (CopyHelper.ModuleOf(row.Module) is not null)
                yield return FindingTexts.OrphanHelper(row.Module, protocol, row.Ports);
            else if (context.Node.Environments.AreInHomes && ModuleName.TryParse(row.Module, out _, out _))
                yield return FindingTexts.Leak(row.Module, protocol, row.Ports);
            else
                yield return FindingTexts.UnknownOwner(row.Module, protocol, row.Ports);
        }
    }
}
