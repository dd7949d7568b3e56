using LabelHook.Scans;

namespace LabelHook.Cli.Json;

// Errors: why images were rejected that no earlier scan rejected, and what ended the scan.
// StillRejected: why images were rejected again.
internal sealed record ScanDocument(
    int ImageCount,
    IReadOnlyList<InstallDocument> Installed,
    IReadOnlyList<ProblemDocument> Errors,
    IReadOnlyList<ProblemDocument> StillRejected,
    IReadOnlyList<string> Warnings)
{
    public static ScanDocument From(ScanResult result)
    {
        IEnumerable<Problem> errors = [.. result.Refused, .. result.Failure?.Problems ?? []];
        IEnumerable<string> unsettled = result.IsUnsettled ? [ScanWarnings.StillChanging()] : [];
        return new(
            result.Images,
            [.. result.Installed.Select(InstallDocument.From)],
            [.. errors.Select(ProblemDocument.From)],
            [.. result.StillRefused.Select(ProblemDocument.From)],
            [.. result.Warnings, .. unsettled]);
    }
}
