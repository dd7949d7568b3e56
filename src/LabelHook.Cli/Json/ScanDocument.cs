using LabelHook.Scans;

namespace LabelHook.Cli.Json;

internal sealed record ScanDocument(
    int Images, IReadOnlyList<InstallDocument> Installed, IReadOnlyList<ProblemDocument> Refused, IReadOnlyList<string> Warnings)
{
    public static ScanDocument Of(ScanResult result) =>
        new(
            result.Images,
            [.. result.Installed.Select(InstallDocument.Of)],
            [.. result.Refused.Select(ProblemDocument.Of)],
            [.. result.Warnings, .. result.IsUnsettled ? [ScanWarnings.StillChanging()] : (string[])[]]);
}
