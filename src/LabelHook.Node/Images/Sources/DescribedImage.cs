namespace LabelHook.Images.Sources;

// An image, or the description of one that is not on this host or not built yet.
internal sealed record DescribedImage(ModuleImage Image)
{
    // The variables that a module gets on an empty node, or "error" and a code; null when the description does not say.
    public IReadOnlyDictionary<string, string>? Expected { get; init; }

    // What is not known of the image.
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
