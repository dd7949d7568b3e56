using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// An OCI layout in a folder or an archive, as podman, buildah and skopeo write it: index.json lists the images,
// everything else is a blob named after its digest;
// https://github.com/opencontainers/image-spec/blob/v1.1.0/image-layout.md.
internal static class OciLayout
{
    private const string Index = "index.json";

    // tag: The name of the image in the layout, or @ and its index; null if the layout has one image only.
    // asked: The user's argument, used if the image has no name.
    // platform: The platform to run the image on.
    public static ModuleImage Read(ImageFiles files, string? tag, string asked, Platform platform)
    {
        var image = Choose(files, files.ReadJson(Index, "an image index", Descriptor.ReadAll), tag);
        var digest = new PlatformSelector(files, platform).Find(image.Digest).Configuration!;
        return files.ReadBlob(
            digest,
            ImageConfiguration.Accepted,
            configuration => ImageConfiguration.Read(image.FullName ?? asked, digest, configuration));
    }

    private static Descriptor Choose(ImageFiles files, List<Descriptor> images, string? tag)
    {
        string[] tags = [.. images.Select(image => image.Tag).OfType<string>()];
        return (tag, images) switch
        {
            (_, []) => throw new LabelHookException(ArchiveProblems.NoImage(files.Path)),
            (null, [var only]) => only,
            (null, _) => throw new LabelHookException(ArchiveProblems.SeveralImages(files.Path, tags)),
            (['@', ..], _) when ImageFile.Index(tag, images.Count) is { } index => images[index],
            (['@', ..], _) => throw new LabelHookException(ArchiveProblems.NoSuchImage(files.Path, tag, tags)),
            _ => images.Find(image => image.Tag == tag)
                ?? throw new LabelHookException(ArchiveProblems.NoSuchImage(files.Path, tag, tags)),
        };
    }
}
