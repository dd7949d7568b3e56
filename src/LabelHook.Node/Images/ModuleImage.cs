namespace LabelHook.Images;

// An image as its source knows it.
// Reference: The name under which it was found.
// Id: The digest of its configuration, sha256:…; empty for a sample, which has none.
// Labels: All labels, also those that are not LabelHook's.
// Created: When it was built, as its configuration says; null when it does not say.
internal sealed record ModuleImage(
    string Reference, string Id, IReadOnlyDictionary<string, string> Labels, DateTimeOffset? Created = null);
