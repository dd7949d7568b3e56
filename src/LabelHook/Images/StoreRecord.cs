using System.Text.Json;

namespace LabelHook.Images;

/// <summary>What a store's list says of one image.</summary>
internal sealed class StoreRecord
{
    private readonly JsonElement _record;

    public StoreRecord(StoreFolder folder, JsonElement record)
    {
        Folder = folder;
        _record = record;
        Id = record.GetProperty("id").GetString()!;
        Names = Texts("names");
    }

    public StoreFolder Folder { get; }

    public string Id { get; }

    public IReadOnlyList<string> Names { get; }

    public DateTimeOffset? Created => ImageConfiguration.ReadCreated(_record);

    /// <summary>What the image's files are called.</summary>
    public IReadOnlyList<string> Files => Texts("big-data-names");

    /// <summary>Whether the image came with the manifest, its own or that of a list.</summary>
    public bool HasManifest(string digest) =>
        (_record.TryGetProperty("digest", out var own) && own.GetString() == digest)
        || (_record.TryGetProperty("big-data-digests", out var digests)
            && digests.EnumerateObject().Any(file => file.Name.StartsWith("manifest", StringComparison.Ordinal) && file.Value.GetString() == digest));

    public bool IsIn(string repository) => Names.Any(name => ImageReference.Parse(name).Repository == repository);

    public JsonElement Read(string file) => Folder.ReadJson(Id, file);

    private List<string> Texts(string name) =>
        _record.TryGetProperty(name, out var texts) && texts.ValueKind == JsonValueKind.Array ? [.. texts.EnumerateArray().Select(text => text.GetString() ?? "")] : [];
}
