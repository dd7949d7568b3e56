using System.Text.Json;

namespace LabelHook.Images.Manifests;

// A pointer to a manifest or to a further index;
// https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md.
// Digest: As it stands there, not looked at yet.
// Tag: What the image is called in its layout, any text; null where it has no name.
// FullName: What the image is called outside; null where its name is a bare tag.
// Platform: What it is for; null where that is not said.
internal sealed record Descriptor(string Digest, string? Tag, string? FullName, Platform? Platform)
{
    private const string TagAnnotation = "org.opencontainers.image.ref.name";

    // Where containerd, BuildKit and .NET's own publishing write the full name.
    private const string NameAnnotation = "io.containerd.image.name";

    // The descriptors of an index.
    // Throws: it has another shape.
    public static List<Descriptor> ReadAll(JsonElement index) => index.Member("manifests") is null
        ? throw new JsonException("it has no \"manifests\"")
        : [.. index.Items("manifests").Select(Read)];

    private static Descriptor Read(JsonElement descriptor)
    {
        var annotations = descriptor.Texts("annotations");
        var tag = annotations.GetValueOrDefault(TagAnnotation);
        var full = new[] { annotations.GetValueOrDefault(NameAnnotation), tag }.FirstOrDefault(ImageReference.IsFullName);
        var platform = descriptor.Member("platform") is { } found ? Manifests.Platform.Read(found) : (Manifests.Platform?)null;
        return new Descriptor(descriptor.RequiredText("digest"), tag, full, platform);
    }
}
