using System.Text.Json;

namespace LabelHook.Images.Manifests;

/// <summary>A pointer to a manifest or to a further index; https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md.</summary>
/// <param name="Digest">As it stands there, not looked at yet.</param>
/// <param name="Tag">What the image is called in its layout, any text; <see langword="null"/> where it has no name.</param>
/// <param name="FullName">What the image is called outside; <see langword="null"/> where its name is a bare tag.</param>
/// <param name="Platform">What it is for; <see langword="null"/> where that is not said.</param>
internal sealed record Descriptor(string Digest, string? Tag, string? FullName, Platform? Platform)
{
    private const string TagAnnotation = "org.opencontainers.image.ref.name";

    /// <summary>Where containerd, BuildKit and .NET's own publishing write the full name.</summary>
    private const string NameAnnotation = "io.containerd.image.name";

    /// <summary>The descriptors of an index.</summary>
    /// <exception cref="JsonException">It has another shape.</exception>
    public static List<Descriptor> ReadAll(JsonElement index) => index.Member("manifests") is null
        ? throw new JsonException("it has no \"manifests\"")
        : [.. index.Items("manifests").Select(Read)];

    private static Descriptor Read(JsonElement descriptor)
    {
        var annotations = descriptor.Texts("annotations");
        var tag = annotations.GetValueOrDefault(TagAnnotation);
        var full = new[] { annotations.GetValueOrDefault(NameAnnotation), tag }.FirstOrDefault(ImageReference.IsFullName);
        var platform = descriptor.Member("platform") is { } found ? Images.Platform.Read(found) : (Platform?)null;
        return new Descriptor(descriptor.RequiredText("digest"), tag, full, platform);
    }
}
