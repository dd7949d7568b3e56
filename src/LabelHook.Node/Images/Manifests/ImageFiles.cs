using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The JSON files of an image in a folder or an archive. They are untrusted; layers are never read.
internal abstract class ImageFiles(string path) : IDisposable
{
    // Largest file in bytes; github.com/containers/image reads manifests of half this size, and configurations without
    // a limit.
    public const int MaxSize = 8 * 1024 * 1024;

    // The folder or archive.
    public string Path => path;

    // Throws: the file is missing or cannot be read.
    public abstract byte[] Read(string name);

    // accepted: The expected content, for the message.
    // read: Extracts the result; throws JsonException if the content has another structure.
    public T ReadJson<T>(string name, string accepted, Func<JsonElement, T> read) =>
        Parse(name, Read(name), accepted, read);

    // Reads a file that is named after its digest, and verifies the digest.
    public T ReadBlob<T>(string digest, string accepted, Func<JsonElement, T> read)
    {
        if (!Digest.TryParse(digest, out var expected))
            throw new LabelHookException(ManifestProblems.DigestInvalid(path, digest));
        var content = ReadBlob(expected);
        Verify(expected, content);
        return Parse(expected.BlobName, content, accepted, read);
    }

    public Digest Verify(Digest? expected, byte[] content)
    {
        var found = Digest.Compute(content);
        return expected is null || expected == found
            ? found
            : throw new LabelHookException(ManifestProblems.DigestWrong(path, $"{expected}", $"{found}"));
    }

    public T Parse<T>(string name, byte[] content, string accepted, Func<JsonElement, T> read)
    {
        try
        {
            return read(GoJson.Parse(content));
        }
        catch (JsonException error)
        {
            throw new LabelHookException(ManifestProblems.ImageJson(path, name, error.Message, accepted), error);
        }
        catch (InvalidOperationException error)
        {
            const string Reason = "a string in it is not valid Unicode";
            throw new LabelHookException(ManifestProblems.ImageJson(path, name, Reason, accepted), error);
        }
    }

    public abstract void Dispose();

    protected virtual byte[] ReadBlob(Digest digest) => Read(digest.BlobName);
}
