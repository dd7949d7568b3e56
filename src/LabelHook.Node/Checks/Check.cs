using LabelHook.Host;
using LabelHook.Nodes;

namespace LabelHook.Checks;

// Compares the ports database of a node with environment files, sockets, units and kernel settings.
// readHost: Returns the state of the host at the moment of the call.
internal sealed class Check(Node node, Func<HostState> readHost)
{
    private static readonly Func<CheckContext, IEnumerable<Finding>>[] All =
    [
        DatabaseChecks.Find, FileChecks.Find, RowChecks.Find, OwnerChecks.Find, SocketChecks.Find, KernelChecks.Find,
        UnitChecks.Find, ImageChecks.Find,
    ];

    // repair: Whether to repair what is certain. A repair that fails does not stop the others.
    public CheckResult Run(bool repair)
    {
        var context = CheckContext.Read(node, readHost());
        var findings = Find(context);
        List<string> repaired = [], failed = [];
        if (repair)
            Repair(context, findings, repaired, failed);
        if (repaired.Count > 0)
        {
            context = CheckContext.Read(node, readHost());
            findings = Find(context);
        }

        return new CheckResult(findings, KernelChecks.DropIn(context), repaired, failed);
    }

    public static IReadOnlyList<Finding> Find(CheckContext context) =>
        [.. All.SelectMany(find => find(context)).OrderBy(finding => finding.Kind)];

    private void Repair(CheckContext context, IEnumerable<Finding> findings, List<string> repaired, List<string> failed)
    {
        var repair = new Repair(node, readHost, context);
        foreach (var finding in findings)
        {
            try
            {
                if (repair.TryRepair(finding) is { } done)
                    repaired.Add(done);
            }
            catch (LabelHookException error)
            {
                failed.Add(error.Message);
            }
        }
    }
}
