namespace LabelHook.Images;

/// <summary>An image as its source knows it.</summary>
/// <param name="Reference">The name under which it was found.</param>
/// <param name="Id">The digest of its configuration, <c>sha256:…</c>; empty for a sample, which has none.</param>
/// <param name="Labels">All labels, also those that are not LabelHook's.</param>
/// <param name="Created">When it was built, as its configuration says; <see langword="null"/> when it does not say.</param>
internal sealed record ModuleImage(
    string Reference, string Id, IReadOnlyDictionary<string, string> Labels, DateTimeOffset? Created = null);
