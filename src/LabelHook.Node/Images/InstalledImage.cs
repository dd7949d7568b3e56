namespace LabelHook.Images;

/// <summary>An image under one of its names.</summary>
/// <param name="Image">The image; without labels where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; <see langword="null"/> when it can.</param>
internal sealed record InstalledImage(ModuleImage Image, Problem? Problem = null)
{
    /// <summary>The name without tag and digest: images that share it are versions of each other.</summary>
    public string Repository => ImageReference.Parse(Image.Reference).Repository;
}
