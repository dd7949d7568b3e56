using LabelHook.Modules;

namespace LabelHook.Scans;

// What a scan did so far: the next module may end it.
internal sealed class ScanResult
{
    // How many names of labelled images there are.
    public int Images { get; set; }

    // The modules that were changed.
    public List<InstallResult> Installed { get; } = [];

    // The images that were refused, for a reason that no earlier scan told.
    public List<Problem> Refused { get; } = [];

    // What else a person should know, and no earlier scan told.
    public List<string> Warnings { get; } = [];

    // What ended the scan after something was done; null when it came to its end.
    public LabelHookException? Failure { get; set; }

    // Whether images still came and went at its last look.
    public bool IsUnsettled { get; set; }

    // Whether it was asked to stop before its end.
    public bool IsStopped { get; set; }
}
