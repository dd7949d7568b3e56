using LabelHook.Images;

namespace LabelHook.Scans;

/// <summary>The images of one module that a scan has not dealt with.</summary>
/// <param name="Module">The module; the default value for images that are of no module.</param>
/// <param name="Images">The images, which the scan remembers when it is done with them.</param>
/// <param name="Chosen">The one that the module follows; <see langword="null"/> when none is.</param>
/// <param name="Refused">Those that are refused whatever the registry says.</param>
/// <param name="Warnings">What is to be said of an image, once.</param>
internal sealed record Arrival(
    ModuleName Module,
    IReadOnlyList<InstalledImage> Images,
    InstalledImage? Chosen,
    IReadOnlyDictionary<InstalledImage, Problem> Refused,
    IReadOnlyList<(InstalledImage Image, string Warning)> Warnings);
