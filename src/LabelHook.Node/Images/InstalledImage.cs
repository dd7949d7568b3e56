namespace LabelHook.Images;

// An image under one of its names.
// Image: The image; without labels where it cannot be read.
// Problem: Why it cannot be read; null when it can.
internal sealed record InstalledImage(ModuleImage Image, Problem? Problem = null)
{
    // The name without tag and digest: images that share it are versions of each other.
    public string Repository => ImageReference.Parse(Image.Reference).Repository;
}
