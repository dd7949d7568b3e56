using System.Text.Json;
using LabelHook.Host;

namespace LabelHook.Images.Stores;

// Podman's image stores on disk, read without podman: the store for new images, the graphroot, and additional stores.
internal sealed class PodmanStore : IImageSource
{
    private readonly HostEnvironment _host;
    private readonly List<StoreFolder> _folders;

    private PodmanStore(HostEnvironment host, string graphRoot, List<StoreFolder> folders)
    {
        _host = host;
        _folders = folders;
        Name = $"podman's store {graphRoot}";
    }

    // Does not depend on additional stores, because it is the key of the images that a scan has seen.
    public string Name { get; }

    // The files that podman replaces when images are added or removed; they may not exist yet.
    // Throws: podman's configuration cannot be used.
    public static IEnumerable<string> Lists(HostEnvironment host) =>
        Folders(StorageConfiguration.Read(host)).Select(folder => folder.List);

    // Returns: null when there is no store.
    // Throws: podman's configuration or its stores cannot be used.
    public static PodmanStore? Find(HostEnvironment host)
    {
        var storage = StorageConfiguration.Read(host);
        var store = new PodmanStore(host, storage.GraphRoot, Folders(storage));
        return store._folders.Exists(folder => folder.Exists) ? store : null;
    }

    // Returns: null when no image has that name or ID.
    // Throws: the name is ambiguous, or the store cannot be read.
    public ModuleImage? Inspect(string image) => Inspect(
        image, (images, name) => images.Find(ShortNames.Candidates(ImageReference.Parse(name), _host), name));

    // Finds full names and IDs only, as containers-storage: does.
    public ModuleImage? InspectExact(string image) => Inspect(image, (images, name) => images.FindExact(name));

    public IReadOnlyList<InstalledImage> List()
    {
        try
        {
            // Twice, because an image may be removed after the list was read.
            var images = ReadAll();
            return images.Exists(image => image.Problem is not null) ? ReadAll() : images;
        }
        catch (Exception error) when (IsReadError(error))
        {
            throw new LabelHookException(StoreProblems.Unlisted(Name, error.Message), error);
        }
    }

    private ModuleImage? Inspect(string image, Func<StoreImages, string, FoundImage?> find)
    {
        try
        {
            var images = Read();
            return find(images, image) is { } found ? images.Read(found) : null;
        }
        catch (Exception error) when (IsReadError(error))
        {
            throw new LabelHookException(StoreProblems.Unreadable(Name, image, error.Message), error);
        }
    }

    private StoreImages Read() => new([.. _folders.Select(folder => folder.ReadRecords() ?? [])]);

    private List<InstalledImage> ReadAll()
    {
        var images = Read();
        return [.. images.Named().SelectMany(found => Read(images, found))];
    }

    private IEnumerable<InstalledImage> Read(StoreImages images, FoundImage found)
    {
        try
        {
            return [new InstalledImage(images.Read(found))];
        }
        catch (LabelHookException)
        {
            return []; // an artifact, or an index without an image for this host
        }
        catch (Exception error) when (IsReadError(error))
        {
            var none = new Dictionary<string, string>(StringComparer.Ordinal);
            var unread = new ModuleImage(found.Name, "sha256:" + found.Record.Id, none);
            return [new InstalledImage(unread, StoreProblems.Unreadable(Name, found.Name, error.Message))];
        }
    }

    private static List<StoreFolder> Folders(StorageConfiguration storage)
    {
        var found = storage.PossibleDrivers
            .Where(driver => StoreFolder.ForDriver(storage.GraphRoot, driver).Exists)
            .ToList();
        if (storage.Driver is null && storage.Priority.Count == 0 && found.Count > 1)
            throw new LabelHookException(StoreProblems.StorageDrivers(storage.GraphRoot, found));
        var driver = found.Count > 0 ? found[0] : storage.PossibleDrivers[0];
        return [.. storage.Stores.Select(store => StoreFolder.ForDriver(store, driver))];
    }

    private static bool IsReadError(Exception error) =>
        error is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException;
}
