namespace LabelHook.Images;

// An image as its source knows it.
// Reference: The name under which it was found.
// Id: The digest of its configuration, sha256:…; empty for a sample.
// Labels: All labels, not only LabelHook's.
// Created: The creation time in its configuration; null if unknown.
internal sealed record ModuleImage(
    string Reference, string Id, IReadOnlyDictionary<string, string> Labels, DateTimeOffset? Created = null)
{
    // The digests of its uncompressed layers, the lowest first; null if its source did not name them.
    public IReadOnlyList<string>? Layers { get; init; }
}
