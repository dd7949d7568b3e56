namespace LabelHook.Images;

// Podman's store or a container engine.
internal interface IImageSource
{
    // For messages and for the record of what a scan saw: the same in every run.
    string Name { get; }

    // Returns: null when the image is not found.
    ModuleImage? Inspect(string image);

    // All named images; an image with several names is listed once for each name.
    IReadOnlyList<InstalledImage> List();
}
