using LabelHook.Images;

namespace LabelHook.Scans;

// The images of one module that a scan has not dealt with.
// Module: The module; the default value for images that are of no module.
// Images: The images, which the scan remembers when it is done with them.
// Chosen: The one that the module follows; null when none is.
// Refused: Those that are refused whatever the registry says.
// Warnings: What is to be said of an image, once.
internal sealed record Arrival(
    ModuleName Module,
    IReadOnlyList<InstalledImage> Images,
    InstalledImage? Chosen,
    IReadOnlyDictionary<InstalledImage, Problem> Refused,
    IReadOnlyList<(InstalledImage Image, string Warning)> Warnings);
