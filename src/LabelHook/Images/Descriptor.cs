using System.Text.Json;

namespace LabelHook.Images;

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
    public static List<Descriptor> ReadAll(JsonElement index) => [.. index.GetProperty("manifests").EnumerateArray().Select(Read)];

    private static Descriptor Read(JsonElement descriptor)
    {
        var tag = Annotation(descriptor, TagAnnotation);
        var full = new[] { Annotation(descriptor, NameAnnotation), tag }.FirstOrDefault(ImageReference.IsFullName);
        var platform = descriptor.TryGetProperty("platform", out var found) && found.ValueKind != JsonValueKind.Null ? Images.Platform.Read(found) : (Platform?)null;
        return new Descriptor(descriptor.GetProperty("digest").GetString() ?? "", tag, full, platform);
    }

    private static string? Annotation(JsonElement descriptor, string name) =>
        descriptor.TryGetProperty("annotations", out var annotations) && annotations.ValueKind != JsonValueKind.Null && annotations.TryGetProperty(name, out var text) ? text.GetString() : null;
}
