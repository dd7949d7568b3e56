using LabelHook.Images;

namespace LabelHook.Scans;

// The images of one module that no scan has dealt with.
// Module: The module; the default value for images that belong to no module.
// Images: The images, which the scan remembers when it is done with them.
// Chosen: The one that the module follows; null when none is.
// Refused: The images that are refused whatever the database says.
// Warnings: Reported once for each image.
internal sealed record Arrival(
    ModuleName Module,
    IReadOnlyList<InstalledImage> Images,
    InstalledImage? Chosen,
    IReadOnlyDictionary<InstalledImage, Problem> Refused,
    IReadOnlyList<(InstalledImage Image, string Warning)> Warnings);
