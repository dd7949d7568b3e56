using LabelHook.Images;
using LabelHook.Labels;

namespace LabelHook.Scans;

// Finds the module image that another image was built from, or is a copy of. A build inherits the labels of its base,
// so that every image built from a module's image looks like a module.
// found: All images, in order of their creation.
// installed: The repositories of the installed modules.
internal sealed class BaseImages(
    IImageSource source, IReadOnlyList<InstalledImage> found, IReadOnlySet<string> installed)
{
    // The layer of a build that adds no files; unrelated images share it. The digest of an empty tar archive, which is
    // 1,024 zero bytes.
    private const string EmptyLayer = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    private readonly ILookup<string, (InstalledImage Image, string Repository)> _byLabels =
        found.ToLookup(LabelsOf, image => (image, image.Repository), StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlyList<string>> _layers = new(StringComparer.Ordinal); // by ID

    // Returns: an image of another repository with the same labels; null if there is none.
    // Throws: the engine does not tell the image's layers.
    public InstalledImage? Find(InstalledImage image)
    {
        var mine = image.Repository;
        var isBefore = true;
        foreach (var (other, repository) in _byLabels[LabelsOf(image)])
        {
            if (other == image)
                isBefore = false;
            else if (repository != mine && IsBase(other, image, isBefore || installed.Contains(repository)))
                return other;
        }

        return null;
    }

    // isFirst: Whether the other image is the original if the two are the same.
    private bool IsBase(InstalledImage other, InstalledImage image, bool isFirst)
    {
        var all = Layers(image.Image);
        var lower = KnownLayers(other.Image);
        var isBelow = lower.Count > 0 && lower.SequenceEqual(all.Take(lower.Count), StringComparer.Ordinal);
        return isBelow && (lower.Count < all.Count || isFirst);
    }

    // The labels of a module image as a key; a label has no null character, and one that is missing is not empty.
    private static string LabelsOf(InstalledImage image) => string.Join(
        '\0', ModuleLabels.Names.Select(name => image.Image.Labels.TryGetValue(name, out var value) ? $"={value}" : ""));

    // An image that the engine cannot describe must not block all others.
    private IReadOnlyList<string> KnownLayers(ModuleImage image)
    {
        try
        {
            return Layers(image);
        }
        catch (LabelHookException)
        {
            return [];
        }
    }

    // An engine lists images without their layers.
    private IReadOnlyList<string> Layers(ModuleImage image)
    {
        if (_layers.TryGetValue(image.Id, out var known))
            return known;
        var layers = image.Layers ?? source.Inspect(image.Id)?.Layers ?? [];
        return _layers[image.Id] = [.. layers.Where(layer => layer != EmptyLayer)];
    }
}
