using LabelHook.Images;

namespace LabelHook.Scans;

// The images of one module that no scan has dealt with.
// Module: The module; the default value for images that belong to no module.
// Images: The scan remembers them afterwards.
// Chosen: The image that the module follows; null if there is none.
// IsRetry: Whether an earlier scan rejected the chosen image.
// Refused: The images that are rejected, whatever is in the database.
// Warnings: Reported once for each image.
internal sealed record Arrival(
    ModuleName Module,
    IReadOnlyList<InstalledImage> Images,
    InstalledImage? Chosen,
    bool IsRetry,
    IReadOnlyDictionary<InstalledImage, Problem> Refused,
    IReadOnlyList<(InstalledImage Image, string Warning)> Warnings);
