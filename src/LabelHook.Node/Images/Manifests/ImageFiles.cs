using System.Text.Json;

namespace LabelHook.Images.Manifests;

/// <summary>The small files out of which an image is put together, in a folder or an archive. Nothing in them is trusted, and nothing is ever unpacked.</summary>
internal abstract class ImageFiles(string path) : IDisposable
{
    /// <summary>Largest file that is read; what github.com/containers/image reads of a configuration is unlimited, and of a manifest half of it.</summary>
    protected const int MaxSize = 8 * 1024 * 1024;

    /// <summary>The folder or archive.</summary>
    public string Path => path;

    /// <summary>A whole file by its name.</summary>
    /// <exception cref="LabelHookException">There is none, or none that can be read.</exception>
    public abstract byte[] Read(string name);

    /// <param name="accepted">What the content should be, in words.</param>
    /// <param name="read">What is wanted of it; what does not fit throws as <see cref="GoJson"/> does.</param>
    public T ReadJson<T>(string name, string accepted, Func<JsonElement, T> read) => Parse(name, Read(name), accepted, read);

    /// <summary>A file that is named by its digest, which is verified.</summary>
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
        var found = Digest.Of(content);
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
