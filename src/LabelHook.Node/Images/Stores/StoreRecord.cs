using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Images.Stores;

// An entry of a store's image list.
internal sealed class StoreRecord
{
    private const string ManifestPrefix = "manifest";

    private readonly JsonElement _record;

    public StoreRecord(StoreFolder folder, JsonElement record)
    {
        Folder = folder;
        _record = record;
        Id = record.RequiredText("id");
        Names = [.. record.TextItems("names")];
    }

    public StoreFolder Folder { get; }

    public string Id { get; }

    public IReadOnlyList<string> Names { get; }

    public DateTimeOffset? Created => ImageConfiguration.ReadCreated(_record);

    // Podman's names for the image's files.
    public IReadOnlyList<string> Files => [.. _record.TextItems("big-data-names")];

    private Dictionary<string, string> Digests => _record.Texts("big-data-digests");

    // Whether the image was pulled by the manifest, its own or an index.
    public bool HasManifest(string digest) =>
        _record.Text("digest") == digest
        || Digests.Any(file => file.Key.StartsWith(ManifestPrefix, StringComparison.Ordinal) && file.Value == digest);

    public bool IsIn(string repository) => Names.Any(name => ImageReference.Parse(name).Repository == repository);

    public JsonElement Read(string file) => Folder.ReadJson(Id, file, DigestOf(file));

    // As podman does, only configurations are verified: the digest of a signed manifest of schema 1 covers only a part
    // of it.
    private Digest? DigestOf(string file)
    {
        var recorded = Digests.GetValueOrDefault(file);
        var isManifest = file.StartsWith(ManifestPrefix, StringComparison.Ordinal);
        return !isManifest && Digest.TryParse(recorded, out var digest) ? digest : null;
    }
}
