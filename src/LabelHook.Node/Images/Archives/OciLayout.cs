using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

/// <summary>
/// A layout as podman, buildah and skopeo write it, in a folder or an archive: <c>index.json</c> names the images, everything else is a
/// blob named by its digest; https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md.
/// </summary>
internal static class OciLayout
{
    private const string Index = "index.json";

    /// <param name="files">The layout.</param>
    /// <param name="tag">The name of the image in the layout, or <c>@</c> and its place there; <see langword="null"/> where it has one image only.</param>
    /// <param name="asked">What was asked for, which is the image's name where it has none of its own.</param>
    /// <param name="platform">What the image is to run on.</param>
    public static ModuleImage Read(ImageFiles files, string? tag, string asked, Platform platform)
    {
        var image = Choose(files, files.ReadJson(Index, "an image index", Descriptor.ReadAll), tag);
        var digest = new PlatformChoice(files, platform).Find(image.Digest).Configuration!;
        return files.ReadBlob(
            digest, ImageConfiguration.Accepted, configuration => ImageConfiguration.Read(image.FullName ?? asked, digest, configuration));
    }

    private static Descriptor Choose(ImageFiles files, List<Descriptor> images, string? tag)
    {
        string[] tags = [.. images.Select(image => image.Tag).OfType<string>()];
        return (tag, images) switch
        {
            (_, []) => throw new LabelHookException(ArchiveProblems.NoImage(files.Path)),
            (null, [var only]) => only,
            (null, _) => throw new LabelHookException(ArchiveProblems.SeveralImages(files.Path, tags)),
            (['@', ..], _) when ImageFile.Place(tag, images.Count) is { } place => images[place],
            (['@', ..], _) => throw new LabelHookException(ArchiveProblems.NoSuchImage(files.Path, tag, tags)),
            _ => images.Find(image => image.Tag == tag) ?? throw new LabelHookException(ArchiveProblems.NoSuchImage(files.Path, tag, tags)),
        };
    }
}
