using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LabelHook.Tests.Images.Archives;

// The files of an image or of several, put together as a test wants them, and written as a folder or an archive.
internal sealed class Layout
{
    private readonly List<(string Name, byte[] Content)> _files = [];

    public static string Descriptor(string digest, string more = "") => $$"""{"digest":"{{digest}}"{{more}}}""";

    public static string Tagged(string digest, string tag) => Descriptor(
        digest, $$""","annotations":{"org.opencontainers.image.ref.name":{{JsonSerializer.Serialize(tag)}}}""");

    public static string For(string digest, string platform) =>
        platform.Split('/') is [var system, var architecture, .. var variant]
        ? Descriptor(
            digest,
            $$""","platform":{"os":"{{system}}","architecture":"{{architecture}}","variant":"{{string.Concat(variant)}}" } """)
        : throw new ArgumentException(platform, nameof(platform));

    public static string Digest(string content) =>
        "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    public Layout With(string name, string content)
    {
        _files.Add((name, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public string Blob(string content)
    {
        var digest = Digest(content);
        With("blobs/sha256/" + digest["sha256:".Length..], content);
        return digest;
    }

    // An image that its label `test` identifies.
    public string Image(string label) => Blob(Manifest(Blob(Configuration(label))));

    public static string Manifest(string configuration, string type = "application/vnd.oci.image.config.v1+json") =>
        $$$"""{"config":{"mediaType":"{{{type}}}","digest":"{{{configuration}}}"} }""";

    public static string Configuration(string label) => $$$"""{"config":{"Labels":{"test":"{{{label}}}"} } }""";

    public static string Index(params string[] descriptors) =>
        $$"""{"manifests":[{{string.Join(',', descriptors)}}]}""";

    public Layout Named(params string[] descriptors) => With("index.json", Index(descriptors));

    public string Folder(TemporaryFolder folder)
    {
        foreach (var (name, content) in _files)
            folder.Write("layout/" + name, Encoding.UTF8.GetString(content));
        return "oci:" + folder["layout"];
    }

    public string Archive(TemporaryFolder folder, string transport = "oci-archive", bool compressed = false)
    {
        using var file = File.Create(folder["image.tar"]);
        using Stream stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        using var tar = new TarWriter(stream);
        foreach (var (name, content) in _files)
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
        return $"{transport}:{folder["image.tar"]}";
    }
}
