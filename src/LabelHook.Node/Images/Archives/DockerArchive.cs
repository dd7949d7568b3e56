using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Archives;

// An archive of docker save or podman save: manifest.json lists the images and the files with their configurations;
// https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md#combined-image-json--filesystem-changeset-format.
internal static class DockerArchive
{
    private const string Index = "manifest.json";

    // name: A name of the image, or @ and its index in the list; null if the archive has one image only.
    // asked: The user's argument, used if the image has no name.
    public static ModuleImage Read(ImageFiles archive, string? name, string asked)
    {
        var images = archive.ReadJson(Index, "a list of images, each with Config and RepoTags", Entry.ReadAll);
        var image = Choose(archive, images, name);
        var content = archive.Read(image.Configuration);
        var digest = archive.Verify(image.Digest, content);
        return archive.Parse(
            image.Configuration,
            content,
            ImageConfiguration.Accepted,
            configuration => ImageConfiguration.Read(image.Name ?? asked, $"{digest}", configuration));
    }

    // Returns: the image; a chosen name is its only name.
    private static Entry Choose(ImageFiles archive, List<Entry> images, string? name)
    {
        string[] names = [.. images.SelectMany(image => image.Names)];
        return (name, images) switch
        {
            (_, []) => throw new LabelHookException(ArchiveProblems.NoImage(archive.Path)),
            (null, [var only]) => only,
            (null, _) => throw new LabelHookException(ArchiveProblems.SeveralImages(archive.Path, names)),
            (['@', ..], _) when ImageFile.Index(name, images.Count) is { } index => images[index],
            _ => Named(images, ImageReference.Parse(name).Full)
                ?? throw new LabelHookException(ArchiveProblems.NoSuchImage(archive.Path, name, names)),
        };
    }

    private static Entry? Named(List<Entry> images, string full) => images
        .SelectMany(image => image.Names, (image, name) => image with { Names = [name] })
        .FirstOrDefault(image => ImageReference.Parse(image.Name!).Full == full);

    private sealed record Entry(string Configuration, IReadOnlyList<string> Names)
    {
        // From the file's name: DIGITS.json, blobs/sha256/DIGITS since docker 25, sha256:DIGITS from other programs.
        public Digest? Digest
        {
            get
            {
                var name = Configuration[(Configuration.LastIndexOfAny(['/', ':']) + 1)..];
                var digits = name.Replace(".json", "", StringComparison.Ordinal);
                return Images.Digest.TryParseDigits(digits, out var digest) ? digest : null;
            }
        }

        public string? Name => Names is [var first, ..] ? first : null;

        public static List<Entry> ReadAll(JsonElement list) => list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Read)]
            : throw new JsonException("it must be a list");

        private static Entry Read(JsonElement image) => new(
            image.RequiredText("Config"),
            [.. image.TextItems("RepoTags").Where(ImageReference.IsFullName)]);
    }
}
