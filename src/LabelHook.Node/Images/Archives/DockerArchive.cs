using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// An archive as docker save and podman save write it: manifest.json lists the images with the files of their
// configurations;
// https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format.
internal static class DockerArchive
{
    private const string Index = "manifest.json";

    // archive: The archive.
    // name: A name of the image, or @ and its place in the list; null where there is one image only.
    // asked: What was asked for, which is the image's name where it has none of its own.
    public static ModuleImage Read(ImageFiles archive, string? name, string asked)
    {
        var image = Choose(archive, archive.ReadJson(Index, "a list of images, each with Config and RepoTags", Entry.ReadAll), name);
        var content = archive.Read(image.Configuration);
        var digest = archive.Verify(image.Digest, content);
        return archive.Parse(
            image.Configuration, content, ImageConfiguration.Accepted, configuration => ImageConfiguration.Read(image.Name ?? asked, $"{digest}", configuration));
    }

    // Returns: the image, with the name that was meant as its first.
    private static Entry Choose(ImageFiles archive, List<Entry> images, string? name)
    {
        string[] names = [.. images.SelectMany(image => image.Names)];
        return (name, images) switch
        {
            (_, []) => throw new LabelHookException(ArchiveProblems.NoImage(archive.Path)),
            (null, [var only]) => only,
            (null, _) => throw new LabelHookException(ArchiveProblems.SeveralImages(archive.Path, names)),
            (['@', ..], _) when ImageFile.Place(name, images.Count) is { } place => images[place],
            _ => Named(images, ImageReference.Parse(name).Full) ?? throw new LabelHookException(ArchiveProblems.NoSuchImage(archive.Path, name, names)),
        };
    }

    private static Entry? Named(List<Entry> images, string full) => images
        .SelectMany(image => image.Names, (image, name) => image with { Names = [name] })
        .FirstOrDefault(image => ImageReference.Parse(image.Name!).Full == full);

    private sealed record Entry(string Configuration, IReadOnlyList<string> Names)
    {
        // The digest that the file is named by: DIGITS.json, blobs/sha256/DIGITS since docker 25, sha256:DIGITS by
        // others.
        public Digest? Digest => Images.Digest.TryParseDigits(Configuration[(Configuration.LastIndexOfAny(['/', ':']) + 1)..].Replace(".json", "", StringComparison.Ordinal), out var digest) ? digest : null;

        public string? Name => Names is [var first, ..] ? first : null;

        public static List<Entry> ReadAll(JsonElement list) => list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Read)]
            : throw new JsonException("it must be a list");

        private static Entry Read(JsonElement image) => new(
            image.RequiredText("Config"),
            [.. image.TextItems("RepoTags").Where(ImageReference.IsFullName)]);
    }
}
