namespace LabelHook.Images;

/// <summary>Something that has images: podman's store, or an engine.</summary>
internal interface IImageSource
{
    /// <summary>What a person calls it; the same from run to run.</summary>
    string Name { get; }

    /// <returns><see langword="null"/> when it does not have the image.</returns>
    ModuleImage? Inspect(string image);

    /// <summary>All images that have a name, each under each of its names.</summary>
    IReadOnlyList<InstalledImage> List();
}
