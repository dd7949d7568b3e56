using System.Text.Json;

namespace LabelHook.Images;

/// <summary>What a blob says an image is: one image by its configuration, or an index of several.</summary>
/// <param name="Configuration">The configuration's digest; <see langword="null"/> in an index.</param>
/// <param name="Images">The images of an index; empty for one image.</param>
internal sealed record Manifest(string? Configuration, IReadOnlyList<Descriptor> Images)
{
    public const string Accepted = "an image manifest or an image index";

    /// <exception cref="InvalidOperationException">It is neither, or both: then readers would not agree which.</exception>
    public static Manifest Read(JsonElement manifest)
    {
        var isIndex = manifest.TryGetProperty("manifests", out _);
        if (isIndex == manifest.TryGetProperty("config", out var configuration))
            throw new InvalidOperationException();
        return isIndex ? new Manifest(null, Descriptor.ReadAll(manifest)) : new Manifest(configuration.GetProperty("digest").GetString() ?? "", []);
    }
}
