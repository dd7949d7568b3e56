using LabelHook.Modules;

namespace LabelHook.Scans;

// What a scan has done so far; an error at any module may end it.
internal sealed class ScanResult
{
    // The number of names of labelled images.
    public int Images { get; set; }

    // The modules that were changed.
    public List<InstallResult> Installed { get; } = [];

    // The images that were refused, for a reason that no earlier scan reported.
    public List<Problem> Refused { get; } = [];

    // The images that were refused for the same reason as before, at the last look.
    public List<Problem> StillRefused { get; } = [];

    // Other messages that no earlier scan reported.
    public List<string> Warnings { get; } = [];

    // The error that ended the scan after something was done; null if there was none.
    public LabelHookException? Failure { get; set; }

    // Whether the images were still changing at its last look.
    public bool IsUnsettled { get; set; }

    // Whether it was asked to stop before its end.
    public bool IsStopped { get; set; }
}
