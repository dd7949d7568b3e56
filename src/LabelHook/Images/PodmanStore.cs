using System.Text;
using System.Text.Json;
using LabelHook.Settings;

namespace LabelHook.Images;

/// <summary>
/// Podman's own store on disk, read without podman: <c>DRIVER-images/images.json</c> lists the images, a folder an image holds its
/// configuration in a file named after it. Podman replaces these files whole, so that no lock is needed to read them;
/// https://github.com/containers/storage.
/// </summary>
internal sealed class PodmanStore : IImageSource
{
    /// <summary>Shortest part of an ID that names an image; arbitrary, podman prints 12.</summary>
    private const int MinIdLength = 6;

    private readonly string _images;

    private PodmanStore(string images) => _images = images;

    /// <returns><see langword="null"/> when there is no store.</returns>
    public static PodmanStore? Find(HostEnvironment host)
    {
        var storage = StorageConfiguration.Find(host);
        string[] drivers = storage.Driver is { } driver ? [driver] : ["overlay", "vfs"];
        var images = drivers.Select(name => Path.Join(storage.GraphRoot, name + "-images")).FirstOrDefault(folder => File.Exists(Path.Join(folder, "images.json")));
        return images is null ? null : new PodmanStore(images);
    }

    public string Name => $"podman's store {Path.GetDirectoryName(_images)}";

    /// <returns><see langword="null"/> when no image has that name or ID.</returns>
    /// <exception cref="LabelHookException">Several images answer to the name, or the store cannot be read.</exception>
    public ModuleImage? Inspect(string image)
    {
        try
        {
            return Find(Records(), image) is var (record, name) ? Read(record, name) : null;
        }
        catch (Exception error) when (IsTrouble(error))
        {
            throw new LabelHookException(Problems.StoreUnreadable(Name, image, error.Message), error);
        }
    }

    public IReadOnlyList<InstalledImage> List()
    {
        try
        {
            var images = ReadAll();
            return images.Exists(image => image.Problem is not null) ? ReadAll() : images; // an image may go between the list and the look at it
        }
        catch (Exception error) when (IsTrouble(error))
        {
            throw new LabelHookException(Problems.StoreUnlisted(Name, error.Message), error);
        }
    }

    private static bool IsTrouble(Exception error) =>
        error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException;

    private static (JsonElement Record, string Name)? Find(JsonElement records, string image)
    {
        var reference = ImageReference.Parse(image);
        var named = records.EnumerateArray()
            .SelectMany(record => Names(record).Select(name => (Record: record, Name: name, Rank: Rank(reference, record, name))))
            .Where(match => match.Rank is not null)
            .ToLookup(match => match.Rank);
        var best = named.OrderBy(group => group.Key).FirstOrDefault()?.DistinctBy(match => Id(match.Record)).ToList() ?? [];
        if (best.Count == 0 && IdPart(image) is { } part)
            best = [.. records.EnumerateArray().Where(record => Id(record).StartsWith(part, StringComparison.Ordinal)).Select(record => (record, Names(record).FirstOrDefault(image), (int?)0))];
        return best.Count switch
        {
            0 => null,
            1 => (best[0].Record, best[0].Name),
            _ => throw new LabelHookException(Problems.ImageAmbiguous(image, best.Select(match => match.Name))),
        };
    }

    private static int? Rank(ImageReference asked, JsonElement record, string name)
    {
        var known = ImageReference.Parse(name);
        var same = asked.Digest is null ? known.Tag == asked.Tag : known.Digest == asked.Digest || Digests(record).Contains(asked.Digest);
        return same ? asked.Rank(known.Repository) : null;
    }

    private static string? IdPart(string image)
    {
        var part = image.StartsWith("sha256:", StringComparison.Ordinal) ? image["sha256:".Length..] : image;
        return part.Length >= MinIdLength && part.All(char.IsAsciiHexDigitLower) ? part : null;
    }

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;

    private static IEnumerable<string> Names(JsonElement record) =>
        record.TryGetProperty("names", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.GetString()!) : [];

    /// <summary>The digests of the manifests that the image came with.</summary>
    private static IEnumerable<string> Digests(JsonElement record) =>
        record.TryGetProperty("big-data-digests", out var digests)
            ? digests.EnumerateObject().Where(data => data.Name.StartsWith("manifest", StringComparison.Ordinal)).Select(data => data.Value.GetString()!)
            : [];

    private JsonElement Records() => JsonElement.Parse(File.ReadAllBytes(Path.Join(_images, "images.json")));

    private List<InstalledImage> ReadAll() =>
    [
        .. Records().EnumerateArray().OrderBy(record => record.TryGetProperty("created", out var time) && time.TryGetDateTimeOffset(out var created) ? created : default)
            .SelectMany(ReadNamed),
    ];

    /// <summary>An image under each of its names; nothing where it has none, or none of LabelHook's labels.</summary>
    private IEnumerable<InstalledImage> ReadNamed(JsonElement record)
    {
        var names = Names(record).ToList();
        if (names.Count == 0)
            return [];
        try
        {
            var image = Read(record, names[0]);
            return ModuleLabels.AreIn(image.Labels) ? names.Select(name => new InstalledImage(image with { Reference = name })) : [];
        }
        catch (LabelHookException)
        {
            return []; // a list of images is none
        }
        catch (Exception error) when (IsTrouble(error))
        {
            return names.Select(name => new InstalledImage(
                new ModuleImage(name, "sha256:" + Id(record), new Dictionary<string, string>(StringComparer.Ordinal)), Problems.StoreUnreadable(Name, name, error.Message)));
        }
    }

    /// <remarks>Most images have the digest of their configuration for an ID; a list has none, and one whose layers were compressed in chunks another.</remarks>
    private ModuleImage Read(JsonElement record, string name)
    {
        var folder = Path.Join(_images, Id(record));
        var digest = "sha256:" + Id(record);
        if (!record.TryGetProperty("big-data-names", out var files) || !files.EnumerateArray().Any(data => data.GetString() == digest))
            digest = ConfigurationDigest(folder, name);

        // A name that could be no file name is written in base64 behind an equals sign.
        var file = "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(digest)).Replace('/', '_').Replace('+', '-');
        var configuration = JsonElement.Parse(File.ReadAllBytes(Path.Join(folder, file)));
        var image = ImageConfiguration.Read(name, digest, configuration);
        return image.Created is null ? image with { Created = Created(record) } : image;
    }

    private static DateTimeOffset? Created(JsonElement record) => ImageConfiguration.ReadCreated(record);

    private static string ConfigurationDigest(string folder, string name)
    {
        var manifest = JsonElement.Parse(File.ReadAllBytes(Path.Join(folder, "manifest")));
        return manifest.TryGetProperty("config", out var described) ? described.GetProperty("digest").GetString()! : throw new LabelHookException(Problems.ImageIsList(name));
    }
}
