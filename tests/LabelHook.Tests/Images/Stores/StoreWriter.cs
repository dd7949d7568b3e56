using System.Text;
using System.Text.Json;

namespace LabelHook.Tests.Images.Stores;

// Writes one of podman's stores, as far as it names images and their labels.
internal sealed class StoreWriter(string folder)
{
    private readonly List<object> _records = [];

    public static string Configuration(string test) =>
        $$$"""{"architecture":"amd64","os":"linux","config":{"Labels":{"test":"{{{test}}}","org.nethserver.tcp-ports-demand":"1"} } }""";

    public static string Manifest(char id) => $$$"""{"config":{"digest":"{{{Digest(id)}}}"}}""";

    public static string Id(char digit) => new(digit, 64);

    public static string Digest(char digit) => "sha256:" + new string(digit, 64);

    // An image with the digest of its configuration for an ID, and of its manifest manifest digits.
    public StoreWriter Image(char id, string[] names, string test, char manifest = 'e', string? configuration = null) =>
        Record(
        id,
        names,
        new() { [Digest(id)] = configuration ?? Configuration(test), ["manifest"] = Manifest(id) },
        manifest);

    // files: What the image's files are called, and what is in them; null: the file is listed, and is not there.
    public StoreWriter Record(char id, string[] names, Dictionary<string, string?> files, params char[] manifests)
    {
        foreach (var (name, content) in files.Where(file => file.Value is not null))
        {
            var file = name.Contains(':', StringComparison.Ordinal) ? "="
                + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)) : name;
            Directory.CreateDirectory(Path.Join(folder, Id(id)));
            File.WriteAllBytes(Path.Join(folder, Id(id), file), Encoding.UTF8.GetBytes(content!));
        }

        var digests = manifests.ToDictionary(digit => "manifest-" + Digest(digit), Digest, StringComparer.Ordinal);
        _records.Add(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = Id(id),
            ["names"] = names,
            ["big-data-names"] = (string[])[.. files.Keys, .. digests.Keys],
            ["big-data-digests"] = digests,
            ["created"] = "2026-01-01T00:00:00Z",
        });
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Join(folder, "images.json"), JsonSerializer.SerializeToUtf8Bytes(_records));
        return this;
    }
}
