namespace LabelHook;

/// <summary>What a scan did.</summary>
/// <param name="Images">How many names of labelled images there are.</param>
/// <param name="Installed">The modules that were changed.</param>
/// <param name="Refused">The images that were refused, for a reason that no earlier scan told.</param>
internal sealed record ScanResult(int Images, IReadOnlyList<InstallResult> Installed, IReadOnlyList<Problem> Refused)
{
    public ScanResult After(ScanResult before) => new(Images, [.. before.Installed, .. Installed], [.. before.Refused, .. Refused]);
}
