using LabelHook.Host;

namespace LabelHook.Checks;

// Findings: What is wrong, after the repair if there was one.
// DropIn: The file that would keep the kernel from modules' ports; null when none is needed.
// Repaired: What was repaired.
// Failed: What could not be repaired, and why.
internal sealed record CheckResult(
    IReadOnlyList<Finding> Findings,
    SysctlDropIn? DropIn,
    IReadOnlyList<string> Repaired,
    IReadOnlyList<string> Failed)
{
    public bool IsClean => Failed.Count == 0 && Findings.All(finding => finding.IsNote);
}
