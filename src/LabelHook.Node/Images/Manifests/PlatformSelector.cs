namespace LabelHook.Images.Manifests;

// Finds the image for a platform in an index and its nested indexes.
internal sealed class PlatformSelector(ImageFiles files, Platform platform)
{
    // Deepest nesting of indexes; arbitrary, two levels are common.
    private const int MaxDepth = 8;

    // Most blobs that are read to find one image; arbitrary. An index cannot contain itself, because no content
    // contains its own digest.
    private const int MaxBlobs = 64;

    private readonly HashSet<string> _platforms = new(StringComparer.Ordinal);
    private Manifest? _lastResort;
    private int _blobs;

    // Throws: there is no image for the platform.
    public Manifest Find(string digest)
    {
        var found = Find(Read(digest, 0), 0) ?? _lastResort
            ?? throw new LabelHookException(ManifestProblems.PlatformMissing(files.Path, $"{platform}", _platforms));
        return found.IsArtifact
            ? throw new LabelHookException(ManifestProblems.Artifact(files.Path, found.ConfigurationType))
            : found;
    }

    private Manifest? Find(Manifest manifest, int depth)
    {
        if (manifest.Configuration is not null)
            return manifest;
        var matching = Matching(manifest).Select(image => Find(Read(image.Digest, depth + 1), depth + 1));
        return matching.FirstOrDefault(found => found is not null) ?? FindWithoutPlatform(manifest, depth);
    }

    private IEnumerable<Descriptor> Matching(Manifest index)
    {
        var known = index.Images.Where(image => image.Platform is { IsUnknown: false });
        _platforms.UnionWith(known.Select(image => $"{image.Platform}"));
        return index.Images
            .Where(image => image.Platform is { } other && platform.Rank(other) is not null)
            .OrderBy(image => platform.Rank(image.Platform!.Value));
    }

    // Searches nested indexes without a platform; remembers an image without one as the last resort.
    private Manifest? FindWithoutPlatform(Manifest index, int depth)
    {
        foreach (var image in index.Images.Where(image => image.Platform is null))
        {
            var manifest = Read(image.Digest, depth + 1);
            if (manifest.IsArtifact)
                continue;
            if (manifest.Configuration is not null)
                _lastResort ??= manifest;
            else if (Find(manifest, depth + 1) is { } found)
                return found;
        }

        return null;
    }

    private Manifest Read(string digest, int depth) => depth <= MaxDepth && ++_blobs <= MaxBlobs
        ? files.ReadBlob(digest, Manifest.Accepted, Manifest.Read)
        : throw new LabelHookException(ManifestProblems.IndexTooDeep(files.Path, MaxDepth, MaxBlobs));
}
