using LabelHook.Images.Manifests;

namespace LabelHook.Images.Stores;

// Reads an image of a store; of a list of images for several platforms, the one for this host.
// all: The images of all stores.
internal sealed class StoreImageReader(IEnumerable<StoreRecord> all)
{
    private const string ManifestName = "manifest";

    // Throws: it is not an image, or has none for this host.
    public ModuleImage Read(FoundImage found)
    {
        var image = ReadConfiguration(found);
        return image.Created is null ? image with { Created = found.Record.Created } : image;
    }

    // Of several images that came with one list, the one that the list has for this host.
    public static StoreRecord ForHost(IReadOnlyList<StoreRecord> records, string list)
    {
        foreach (var record in records.Where(record => records.Count > 1 && record.Files.Contains("manifest-" + list)))
        {
            var manifest = Manifest.Read(record.Read("manifest-" + list));
            if (Instance(manifest) is { } instance && record.Files.Contains("manifest-" + instance))
                return record;
        }

        return records[0];
    }

    private ModuleImage ReadConfiguration(FoundImage found)
    {
        // The manifest alone tells an artifact from an image: both have the digest of their configuration for an ID.
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

    private ModuleImage ReadInstance(string name, Manifest list)
    {
        var instance = Instance(list);
        var record = all.FirstOrDefault(record => instance is not null && record.HasManifest(instance) && !IsList(record));
        return record is null ? throw new LabelHookException(StoreProblems.ImageIsList(name, $"{Platform.Host}")) : Read(new FoundImage(record, name));
    }

    private static bool IsList(StoreRecord record) => !record.Files.Contains("sha256:" + record.Id) && record.Read(ManifestName).Member("manifests") is not null;

    // The digest of the manifest for this host, else of the first that does not say what it is for.
    private static string? Instance(Manifest list)
    {
        var fitting = list.Images.Where(image => image.Platform is { } platform && Platform.Host.Rank(platform) is not null);
        return (fitting.MinBy(image => Platform.Host.Rank(image.Platform!.Value)) ?? list.Images.FirstOrDefault(image => image.Platform is null))?.Digest;
    }
}
