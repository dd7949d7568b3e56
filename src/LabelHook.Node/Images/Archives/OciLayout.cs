using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// A layout as podman, buildah and skopeo write it, in a folder or an archive: index.json names the images, everything
// else is a blob named by its digest; https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md.
internal static class OciLayout
{
    private const string Index = "index.json";

    // files: The layout.
    // tag: The name of the image in the layout, or @ and its place there; null where it has one image only.
    // asked: What was asked for, which is the image's name where it has none of its own.
    // platform: What the image is to run on.
    public static ModuleImage Read(ImageFiles files, string? tag, string asked, Platform platform)
    {
        var image = Choose(files, files.ReadJson(Index, "an image index", Descriptor.ReadAll), tag);
        var digest = new PlatformSelector(files, platform).Find(image.Digest).Configuration!;
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
