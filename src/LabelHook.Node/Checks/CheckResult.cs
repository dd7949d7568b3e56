using LabelHook.Host;

namespace LabelHook.Checks;

// What a check says.
// Findings: What is not as it should be, after the repair if there was one.
// DropIn: What keeps the kernel from modules' ports; null when nothing has to.
// Repaired: What was mended.
// Failed: What could not be mended, and why.
internal sealed record CheckResult(IReadOnlyList<Finding> Findings, SysctlDropIn? DropIn, IReadOnlyList<string> Repaired, IReadOnlyList<string> Failed)
{
    public bool IsClean => Failed.Count == 0 && Findings.All(finding => finding.IsNote);
}
