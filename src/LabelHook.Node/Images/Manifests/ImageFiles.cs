using System.Text.Json;

namespace LabelHook.Images.Manifests;

// The small files out of which an image is put together, in a folder or an archive. Nothing in them is trusted, and
// nothing is ever unpacked.
internal abstract class ImageFiles(string path) : IDisposable
{
    // Largest file that is read; what github.com/containers/image reads of a configuration is unlimited, and of a
    // manifest half of it.
    protected const int MaxSize = 8 * 1024 * 1024;

    // The folder or archive.
    public string Path => path;

    // A whole file by its name.
    // Throws: there is none, or none that can be read.
    public abstract byte[] Read(string name);

    // accepted: What the content should be, in words.
    // read: What is wanted of it; what does not fit throws as GoJson does.
    public T ReadJson<T>(string name, string accepted, Func<JsonElement, T> read) => Parse(name, Read(name), accepted, read);

    // A file that is named by its digest, which is verified.
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
        return expected is null || expected == found ? found : throw new LabelHookException(ManifestProblems.DigestWrong(path, $"{expected}", $"{found}"));
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
            throw new LabelHookException(ManifestProblems.ImageJson(path, name, "a text in it is no Unicode", accepted), error);
        }
    }

    public abstract void Dispose();

    protected virtual byte[] ReadBlob(Digest digest) => Read(digest.BlobName);
}
