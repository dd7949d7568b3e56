using LabelHook.Images.Manifests;

namespace LabelHook.Images.Stores;

// Reads an image of a store; for an index of several platforms, the image for this host.
// all: The images of all stores.
internal sealed class StoreImageReader(IEnumerable<StoreRecord> all)
{
    private const string ManifestName = "manifest";

    // Throws: it is an artifact, or an index without an image for this host.
    public ModuleImage Read(FoundImage found)
    {
        var image = ReadConfiguration(found);
        return image.Created is null ? image with { Created = found.Record.Created } : image;
    }

    // Chooses the image for this host among several that were pulled by one index.
    public static StoreRecord ForHost(IReadOnlyList<StoreRecord> records, string index)
    {
        foreach (var record in records.Where(record => records.Count > 1 && record.Files.Contains("manifest-" + index)))
        {
            var manifest = Manifest.Read(record.Read("manifest-" + index));
            if (Instance(manifest) is { } instance && record.Files.Contains("manifest-" + instance))
                return record;
        }

        return records[0];
    }

    private ModuleImage ReadConfiguration(FoundImage found)
    {
        // Only the manifest distinguishes an artifact from an image: the ID of both is the digest of their
        // configuration.
        var record = found.Record;
        var id = "sha256:" + record.Id;
        var manifest = record.Read(ManifestName);
        if (OldManifest.IsOne(manifest))
        {
            var old = record.Files.Contains(id) ? record.Read(id) : OldManifest.Configuration(manifest);
            return ImageConfiguration.Read(found.Name, id, old);
        }

        var read = Manifest.Read(manifest);
        if (read is { IsArtifact: true, ConfigurationType.Length: > 0 })
            throw new LabelHookException(ManifestProblems.Artifact(found.Name, read.ConfigurationType));
        if (read.Configuration is { } configuration)
            return ImageConfiguration.Read(found.Name, configuration, record.Read(configuration));
        return ReadInstance(found.Name, read);
    }

    private ModuleImage ReadInstance(string name, Manifest index)
    {
        var instance = Instance(index);
        var record = instance is null
            ? null
            : all.FirstOrDefault(record => record.HasManifest(instance) && !IsIndex(record));
        return record is null
            ? throw new LabelHookException(StoreProblems.ImageIsIndex(name, $"{Platform.Host}"))
            : Read(new FoundImage(record, name));
    }

    private static bool IsIndex(StoreRecord record) =>
        !record.Files.Contains("sha256:" + record.Id) && record.Read(ManifestName).Member("manifests") is not null;

    // The digest of the manifest for this host, else of the first one without a platform.
    private static string? Instance(Manifest index)
    {
        var best = index.Images
            .Where(image => image.Platform is { } platform && Platform.Host.Rank(platform) is not null)
            .MinBy(image => Platform.Host.Rank(image.Platform!.Value));
        return (best ?? index.Images.FirstOrDefault(image => image.Platform is null))?.Digest;
    }
}
