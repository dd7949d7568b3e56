using LabelHook.Checks;
using LabelHook.Host;

namespace LabelHook.Cli.Json;

internal sealed record CheckDocument(
    bool Clean,
    IReadOnlyList<FindingDocument> Findings,
    DropInDocument? Sysctl,
    IReadOnlyList<string> Repaired,
    IReadOnlyList<string> Failed,
    IReadOnlyList<string> Warnings)
{
    public static CheckDocument From(CheckResult result, IReadOnlyList<string> warnings) => new(
        result.IsClean,
        [.. result.Findings.Select(FindingDocument.From)],
        result.DropIn is { } dropIn ? new DropInDocument(SysctlDropIn.Path, dropIn.Line, SysctlDropIn.Load) : null,
        result.Repaired,
        result.Failed,
        warnings);
}
