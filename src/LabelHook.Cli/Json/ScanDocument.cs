namespace LabelHook.Cli.Json;

internal sealed record ScanDocument(int Images, IReadOnlyList<InstallDocument> Installed, IReadOnlyList<ProblemDocument> Refused)
{
    public static ScanDocument Of(ScanResult result) =>
        new(result.Images, [.. result.Installed.Select(InstallDocument.Of)], [.. result.Refused.Select(ProblemDocument.Of)]);
}
