using System.Text;
using LabelHook.Host;
using LabelHook.Linux;

namespace LabelHook.Images.Stores;

// Where podman keeps its images; containers-storage.conf(5).
// Driver: The storage driver; null if podman chooses one.
// GraphRoot: The folder that names the store in messages and records.
// Stores: The folders of all stores, in podman's search order.
// Priority: The drivers that podman may choose; empty for any.
internal sealed record StorageConfiguration(
    string? Driver, string GraphRoot, IReadOnlyList<string> Stores, IReadOnlyList<string> Priority)
{
    // PATH_MAX; realpath(3).
    private const int LongestPath = 4096;

    private const string Absolute = "an absolute path without control characters";

    private const string Separate = "a folder other than graphroot";

    private const string Existing = "an existing folder: without it podman finds no images";

    private static readonly string[] Drivers = ["overlay", "btrfs", "zfs", "vfs"];

    // Throws: a setting of storage.conf that decides where the images are is not understood.
    public static StorageConfiguration Read(HostEnvironment host)
    {
        var settings = StorageFiles.Read(host);
        var driver = host["STORAGE_DRIVER"] ?? settings.Driver;
        if (driver == "overlay2")
            driver = "overlay";
        if (driver is not null && !Drivers.Contains(driver))
            throw new LabelHookException(StoreProblems.StorageDriver(driver, string.Join(", ", Drivers)));

        var graphRoot = GraphRootOf(settings, host);
        var images = settings.ImageStore;
        if (images is not null && !IsUsable(images))
            throw new LabelHookException(StoreProblems.StoragePath("imagestore", images, Absolute));
        if (images == graphRoot)
            throw new LabelHookException(StoreProblems.StoragePath("imagestore", images, Separate));
        string[] own = images is null ? [graphRoot] : [images, graphRoot];
        return new StorageConfiguration(driver, graphRoot, [.. own, .. Additional(settings, host)], settings.Priority);
    }

    // The drivers that the store may use, the likeliest first.
    public IReadOnlyList<string> PossibleDrivers
    {
        get
        {
            if (Driver is not null)
                return [Driver];
            return Priority.Count > 0 ? Priority : Drivers;
        }
    }

    private static string GraphRootOf(StorageSettings settings, HostEnvironment host)
    {
        if (settings.GraphRoot is { } path)
            return Expanded("graphroot", path, host);
        if (settings.RootlessPath is { } rootless)
        {
            // For root, podman 4.3 and 5.4 reject this setting, later versions of 5 use it, and 6 uses the default.
            const string Accepted = "graphroot set as well: podman versions disagree about where root's images are";
            return host.IsRoot
                ? throw new LabelHookException(StoreProblems.StoragePath("rootless_storage_path", rootless, Accepted))
                : Expanded("rootless_storage_path", rootless, host);
        }

        return host.IsRoot
            ? "/var/lib/containers/storage"
            : Path.Join(host["XDG_DATA_HOME"] ?? Path.Join(host.Home, ".local/share"), "containers/storage");
    }

    private static bool IsUsable(string path) => Path.IsPathFullyQualified(path) && !path.Any(char.IsControl);

    private static string Expanded(string setting, string path, HostEnvironment host)
    {
        var expanded = PathVariables.Expand(setting, path, host);
        if (!IsUsable(expanded))
            throw new LabelHookException(StoreProblems.StoragePath(setting, path, Absolute));

        // After a symbolic link, ".." is not the folder before it in the path. Podman resolves the links if the path
        // exists.
        var resolved = expanded.Split('/').Contains("..") ? Resolved(expanded) : null;
        return Path.TrimEndingDirectorySeparator(resolved ?? Path.GetFullPath(expanded));
    }

    // Returns: null when the path does not exist.
    private static string? Resolved(string path)
    {
        Span<byte> buffer = stackalloc byte[LongestPath];
        return Libc.RealPath(path, buffer) == 0 ? null : Encoding.UTF8.GetString(buffer[..buffer.IndexOf((byte)0)]);
    }

    private static IEnumerable<string> Additional(StorageSettings settings, HostEnvironment host)
    {
        // The variable replaces the options of the file, even when it is empty.
        var stores = host.Variable("STORAGE_OPTS") is { } options
            ? options.Split(',').SelectMany(ImageStore)
            : settings.Additional.SelectMany(list => list.Split(','));
        foreach (var store in stores.Where(store => store.Length > 0))
        {
            if (!IsUsable(store))
                throw new LabelHookException(StoreProblems.StoragePath("additional image store", store, Absolute));
            if (!Directory.Exists(store))
                throw new LabelHookException(StoreProblems.StoragePath("additional image store", store, Existing));
            yield return store;
        }
    }

    // The store of an option as in overlay.imagestore=/path.
    private static IEnumerable<string> ImageStore(string option)
    {
        if (option.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var store])
            return [];
        var key = name[(name.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return key is "imagestore" or "additionalimagestore" ? [store] : [];
    }
}
