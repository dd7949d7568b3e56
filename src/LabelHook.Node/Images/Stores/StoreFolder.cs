using System.Text;
using System.Text.Json;
using LabelHook.Images.Manifests;
using LabelHook.Linux;

namespace LabelHook.Images.Stores;

// The images of one store on disk: images.json lists them, a folder an image holds its files. Podman replaces these
// files whole, so that no lock is needed to read them; https://github.com/containers/storage.
internal sealed class StoreFolder(string path)
{
    private const string ListName = "images.json";

    // Largest list in bytes; arbitrary, some ten thousand images.
    private const int MaxList = 64 * 1024 * 1024;

    // Largest manifest or configuration in bytes; arbitrary, as in archives.
    private const int MaxFile = 8 * 1024 * 1024;

    public string Path => path;

    // The file that podman replaces whenever an image comes, goes or gets a name.
    public string List => System.IO.Path.Join(path, ListName);

    // Whether there is a list, also one that cannot be read.
    public bool Exists => FileStatus.Read(List, out _) is not (Errno.NotFound or Errno.NotAFolder);

    // Returns: the store's folder for a driver; it may not be there.
    public static StoreFolder ForDriver(string store, string driver) => new(System.IO.Path.Join(store, driver + "-images"));

    // Returns: null when there is no list.
    // Throws: there is one that cannot be read.
    public List<StoreRecord>? ReadRecords()
    {
        if (Read(List, MaxList) is not { } content)
            return null;
        if (content.Length == 0)
            return [];
        var list = GoJson.Parse(content);
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(record => new StoreRecord(this, record))]
            : throw new JsonException($"{List} must hold a list of images");
    }

    // id: The image that the file belongs to.
    // name: What podman calls the file.
    // expected: The digest that the content must have; null where none is known.
    // Throws: there is none, or it cannot be read.
    public JsonElement ReadJson(string id, string name, Digest? expected)
    {
        if (id.Contains('/', StringComparison.Ordinal) || id is "" or "." or "..")
            throw new IOException($"the image's ID \"{id}\" is not valid");

        // A name that could be no file name is written in base64 behind an equals sign.
        var file = name.Contains(':', StringComparison.Ordinal) ? "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)).Replace('/', '_').Replace('+', '-') : name;
        var content = Read(System.IO.Path.Join(path, id, file), MaxFile) ?? throw new IOException($"{name} of image {id} is missing");
        if (expected is not null && Digest.Compute(content) != expected)
            throw new IOException($"{name} of image {id} is damaged: its digest is {Digest.Compute(content)}");
        return GoJson.Parse(content);
    }

    private static byte[]? Read(string file, int maxSize)
    {
        var content = WholeFile.TryRead(file, maxSize, out var refusal);
        return refusal is null ? content : throw new IOException($"{file}: {refusal}");
    }
}
