namespace LabelHook;

/// <summary>What a scan did.</summary>
/// <param name="Images">How many names of labelled images there are.</param>
/// <param name="Installed">The modules that were changed.</param>
/// <param name="Refused">The images that were refused, for a reason that no earlier scan told.</param>
/// <param name="Failure">What ended the scan after something was done; <see langword="null"/> when it came to its end.</param>
internal sealed record ScanResult(int Images, IReadOnlyList<InstallResult> Installed, IReadOnlyList<Problem> Refused, LabelHookException? Failure = null);
