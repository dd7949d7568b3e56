namespace LabelHook.Images;

// Something that has images: podman's store, or an engine.
internal interface IImageSource
{
    // What a person calls it; the same from run to run.
    string Name { get; }

    // Returns: null when it does not have the image.
    ModuleImage? Inspect(string image);

    // All images that have a name, each under each of its names.
    IReadOnlyList<InstalledImage> List();
}
