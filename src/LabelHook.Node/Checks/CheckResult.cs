using LabelHook.Host;

namespace LabelHook.Checks;

/// <summary>What a check says.</summary>
/// <param name="Findings">What is not as it should be, after the repair if there was one.</param>
/// <param name="DropIn">What keeps the kernel from modules' ports; <see langword="null"/> when nothing has to.</param>
/// <param name="Repaired">What was mended.</param>
/// <param name="Failed">What could not be mended, and why.</param>
internal sealed record CheckResult(IReadOnlyList<Finding> Findings, SysctlDropIn? DropIn, IReadOnlyList<string> Repaired, IReadOnlyList<string> Failed)
{
    public bool IsClean => Failed.Count == 0 && Findings.All(finding => finding.IsNote);
}
