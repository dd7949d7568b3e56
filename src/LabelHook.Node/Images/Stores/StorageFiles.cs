using LabelHook.Host;
using LabelHook.Toml;

namespace LabelHook.Images.Stores;

// The storage.conf files that podman reads; containers-storage.conf(5). The main file is found as podman 4 and 5 find
// it: podman 6 also takes root's own file and gives rootless users the graphroot of the host's. Drop-ins, which only
// newer versions read, are read as these do.
internal static class StorageFiles
{
    private const string Variable = "CONTAINERS_STORAGE_CONF";
    private const string Name = "containers/storage.conf";

    public static StorageSettings Read(HostEnvironment host)
    {
        var settings = Main(host);
        if (host[Variable] is null)
            settings = DropIns(host).Aggregate(settings, (earlier, path) => TomlFile.TryRead(path) is { } file ? earlier.With(file) : earlier);
        return host[Variable + "_OVERRIDE"] is { } last ? settings.With(Required(last)) : settings;
    }

    private static StorageSettings Main(HostEnvironment host)
    {
        if (host[Variable] is { } named)
            return new StorageSettings().With(Required(named));
        string[] files = [$"{host.Root}/etc/{Name}", $"{host.Root}/usr/share/{Name}"];
        var own = OwnFolder(host) is { } folder ? TomlFile.TryRead(Path.Join(folder, Name)) : null;
        if (own is not null && host.IsRoot)
            return new StorageSettings().With(own);
        var hosts = files.Select(TomlFile.TryRead).FirstOrDefault(file => file is not null) is { } found ? new StorageSettings().With(found) : new StorageSettings();
        if (host.IsRoot)
            return hosts;

        // A rootless user has the host's settings in part, or those of the own file instead.
        return own is null
            ? new StorageSettings { Driver = hosts.Driver is "zfs" ? null : hosts.Driver, RootlessPath = hosts.RootlessPath }
            : new StorageSettings { RootlessPath = hosts.RootlessPath }.With(own);
    }

    // By name, whichever folder they are in; of one name the last.
    private static List<string> DropIns(HostEnvironment host)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in DropInFolders(host).SelectMany(ConfigurationFolder.Files))
        {
            if (new FileInfo(file).LinkTarget is null) // podman passes links over
                files[Path.GetFileName(file)] = file;
        }

        return [.. files.Values];
    }

    private static IEnumerable<string> DropInFolders(HostEnvironment host)
    {
        var kind = host.IsRoot ? "rootful" : "rootless";
        foreach (var folder in (string[])[$"{host.Root}/usr/share/containers", $"{host.Root}/etc/containers"])
        {
            yield return $"{folder}/storage.conf.d";
            yield return $"{folder}/storage.{kind}.conf.d";
            if (!host.IsRoot)
                yield return $"{folder}/storage.{kind}.conf.d/{host.UserId}";
        }

        yield return Path.Join(OwnFolder(host) ?? Path.Join(host.Home, ".config"), Name + ".d");
    }

    private static string? OwnFolder(HostEnvironment host) => host["XDG_CONFIG_HOME"] ?? (host.IsRoot ? null : Path.Join(host.Home, ".config"));

    private static TomlSection Required(string path) =>
        TomlFile.TryRead(path) ?? throw new LabelHookException(TomlProblems.PodmanFileUnreadable(path, "no such file or folder"));
}
