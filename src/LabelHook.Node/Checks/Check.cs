using LabelHook.Nodes;

namespace LabelHook.Checks;

// Compares the registry of a node with environment files, sockets, units and kernel settings; changes nothing unless it
// is told to repair.
internal sealed class Check(Node node, Surroundings host)
{
    private static readonly Func<Inspection, IEnumerable<Finding>>[] All =
        [DatabaseChecks.Find, FileChecks.Find, RowChecks.Find, HolderChecks.Find, SocketChecks.Find, KernelChecks.Find, UnitChecks.Find, ImageChecks.Find];

    // repair: Whether to mend what is certain. One thing that cannot be mended stops no other.
    public CheckResult Run(bool repair)
    {
        var inspection = Inspection.Of(node, host);
        List<string> repaired = [], failed = [];
        foreach (var finding in repair ? Findings(inspection) : [])
        {
            try
            {
                if (new Repair(node, host, inspection).Mend(finding) is { } done)
                    repaired.Add(done);
            }
            catch (LabelHookException error)
            {
                failed.Add(error.Message);
            }
        }

        if (repaired.Count > 0)
            inspection = Inspection.Of(node, host);
        return new CheckResult(Findings(inspection), KernelChecks.DropIn(inspection), repaired, failed);
    }

    private static IReadOnlyList<Finding> Findings(Inspection inspection) => [.. All.SelectMany(check => check(inspection)).OrderBy(finding => finding.Kind)];
}
