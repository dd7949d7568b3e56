namespace LabelHook.Images;

/// <summary>Something that has images: podman's store, or an engine.</summary>
internal interface IImageSource
{
    /// <summary>What a person calls it; the same from run to run.</summary>
    string Name { get; }

    /// <returns><see langword="null"/> when it does not have the image.</returns>
    ModuleImage? Inspect(string image);

    /// <summary>The images with labels that are LabelHook's, each under each of its names, the oldest image first.</summary>
    IReadOnlyList<InstalledImage> List();
}
