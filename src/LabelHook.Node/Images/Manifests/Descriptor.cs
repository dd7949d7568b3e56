using System.Text.Json;

namespace LabelHook.Images.Manifests;

// A reference to a manifest or to a nested index;
// https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md.
// Digest: Not validated.
// Tag: The image's name in its layout, any text; null if it has none.
// FullName: The image's name outside of the layout; null if its name is a bare tag.
// Platform: Null if not given.
internal sealed record Descriptor(string Digest, string? Tag, string? FullName, Platform? Platform)
{
    private const string TagAnnotation = "org.opencontainers.image.ref.name";

    // Containerd, BuildKit and .NET's container publishing write the full name here.
    private const string NameAnnotation = "io.containerd.image.name";

    // Throws: the JSON is not an index.
    public static List<Descriptor> ReadAll(JsonElement index) => index.Member("manifests") is null
        ? throw new JsonException("it has no \"manifests\"")
        : [.. index.Items("manifests").Select(Read)];

    private static Descriptor Read(JsonElement descriptor)
    {
        var annotations = descriptor.Texts("annotations");
        var tag = annotations.GetValueOrDefault(TagAnnotation);
        string?[] names = [annotations.GetValueOrDefault(NameAnnotation), tag];
        var full = names.FirstOrDefault(ImageReference.IsFullName);
        Platform? platform = descriptor.Member("platform") is { } found ? Manifests.Platform.Read(found) : null;
        return new Descriptor(descriptor.RequiredText("digest"), tag, full, platform);
    }
}
