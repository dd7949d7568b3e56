using System.Text.Json;
using LabelHook.Host;

namespace LabelHook.Images.Stores;

// Podman's own stores on disk, read without podman: that of new images, the graphroot, and additional ones.
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

    // It stays the same when stores are added: what a scan saw is remembered under it.
    public string Name { get; }

    // The files that podman replaces when images come or go, whether they are there or not.
    // Throws: podman's configuration cannot be used.
    public static IEnumerable<string> Lists(HostEnvironment host) => Folders(StorageConfiguration.Read(host)).Select(folder => folder.List);

    // Returns: null when there is no store.
    // Throws: podman's configuration or its stores cannot be used.
    public static PodmanStore? Find(HostEnvironment host)
    {
        var storage = StorageConfiguration.Read(host);
        var store = new PodmanStore(host, storage.GraphRoot, Folders(storage));
        return store._folders.Exists(folder => folder.Exists) ? store : null;
    }

    // Returns: null when no image has that name or ID.
    // Throws: several images answer to the name, or the store cannot be read.
    public ModuleImage? Inspect(string image) => Inspect(image, (images, name) => images.Find(ShortNames.Candidates(ImageReference.Parse(name), _host), name));

    // What the store's transport finds under a name: no short names, but IDs.
    public ModuleImage? InspectExact(string image) => Inspect(image, (images, name) => images.FindExact(name));

    public IReadOnlyList<InstalledImage> List()
    {
        try
        {
            var images = ReadAll();
            return images.Exists(image => image.Problem is not null) ? ReadAll() : images; // an image may go between the list and the look at it
        }
        catch (Exception error) when (IsTrouble(error))
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
        catch (Exception error) when (IsTrouble(error))
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
            return []; // a list of images for other hosts is none
        }
        catch (Exception error) when (IsTrouble(error))
        {
            var unread = new ModuleImage(found.Name, "sha256:" + found.Record.Id, new Dictionary<string, string>(StringComparer.Ordinal));
            return [new InstalledImage(unread, StoreProblems.Unreadable(Name, found.Name, error.Message))];
        }
    }

    private static List<StoreFolder> Folders(StorageConfiguration storage)
    {
        var found = storage.PossibleDrivers.Where(driver => StoreFolder.ForDriver(storage.GraphRoot, driver).Exists).ToList();
        if (storage.Driver is null && storage.Priority.Count == 0 && found.Count > 1)
            throw new LabelHookException(StoreProblems.StorageDrivers(storage.GraphRoot, found));
        var driver = found.Count > 0 ? found[0] : storage.PossibleDrivers[0];
        return [.. storage.Stores.Select(store => StoreFolder.ForDriver(store, driver))];
    }

    private static bool IsTrouble(Exception error) =>
        error is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException;
}
