using System.Text;
using System.Text.Json;
using LabelHook.Images.Manifests;
using LabelHook.Linux;

namespace LabelHook.Images.Stores;

// One image store on disk: images.json lists the images, and each image has a folder with its files. Podman replaces
// these files as a whole, so reading needs no lock; https://github.com/containers/storage.
internal sealed class StoreFolder(string path)
{
    private const string ListName = "images.json";

    // Largest list in bytes; arbitrary, enough for tens of thousands of images.
    private const int MaxList = 64 * 1024 * 1024;

    // Largest manifest or configuration in bytes; the limit for archives.
    private const int MaxFile = 8 * 1024 * 1024;

    public string Path => path;

    // The file that podman replaces whenever an image is added, removed or named.
    public string List => System.IO.Path.Join(path, ListName);

    // True also for a list that cannot be read.
    public bool Exists => FileStatus.Read(List, out _) is not (Errno.NotFound or Errno.NotAFolder);

    // Returns: the store's folder for a driver; it may not exist.
    public static StoreFolder ForDriver(string store, string driver) =>
        new(System.IO.Path.Join(store, driver + "-images"));

    // Returns: null when there is no list.
    // Throws: the list cannot be read.
    public List<StoreRecord>? ReadRecords()
    {
        if (Read(List, MaxList) is not { } content)
            return null;
        if (content.Length == 0)
            return [];
        var list = GoJson.Parse(content);
        return list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(record => new StoreRecord(this, record))]
            : throw new JsonException($"{List} must be a list of images");
    }

    // id: The image's ID.
    // name: Podman's name for the file.
    // expected: The digest of the content; null if unknown.
    // Throws: the file is missing or cannot be read.
    public JsonElement ReadJson(string id, string name, Digest? expected)
    {
        if (id.Contains('/', StringComparison.Ordinal) || id is "" or "." or "..")
            throw new IOException($"the image's ID \"{id}\" is not valid");

        var content = Read(System.IO.Path.Join(path, id, FileName(name)), MaxFile)
            ?? throw new IOException($"{name} of image {id} is missing");
        if (expected is not null && Digest.Compute(content) != expected)
            throw new IOException($"{name} of image {id} is damaged: its digest is {Digest.Compute(content)}");
        return GoJson.Parse(content);
    }

    // Podman encodes a name with special characters in base64url after an equals sign.
    private static string FileName(string name) => name.Contains(':', StringComparison.Ordinal)
        ? "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)).Replace('/', '_').Replace('+', '-')
        : name;

    private static byte[]? Read(string file, int maxSize)
    {
        var content = WholeFile.TryRead(file, maxSize, out var refusal);
        return refusal is null ? content : throw new IOException($"{file}: {refusal}");
    }
}
