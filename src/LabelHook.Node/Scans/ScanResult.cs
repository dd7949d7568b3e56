using LabelHook.Modules;

namespace LabelHook.Scans;

/// <summary>What a scan did so far: the next module may end it.</summary>
internal sealed class ScanResult
{
    /// <summary>How many names of labelled images there are.</summary>
    public int Images { get; set; }

    /// <summary>The modules that were changed.</summary>
    public List<InstallResult> Installed { get; } = [];

    /// <summary>The images that were refused, for a reason that no earlier scan told.</summary>
    public List<Problem> Refused { get; } = [];

    /// <summary>What else a person should know, and no earlier scan told.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What ended the scan after something was done; <see langword="null"/> when it came to its end.</summary>
    public LabelHookException? Failure { get; set; }

    /// <summary>Whether images still came and went at its last look.</summary>
    public bool IsUnsettled { get; set; }

    /// <summary>Whether it was asked to stop before its end.</summary>
    public bool IsStopped { get; set; }
}
