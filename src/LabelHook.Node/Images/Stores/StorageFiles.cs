using LabelHook.Host;
using LabelHook.Toml;

namespace LabelHook.Images.Stores;

// Reads storage.conf and its drop-ins; containers-storage.conf(5). Finds the main file as podman 4 and 5 do; podman 6
// also reads root's own file, and gives rootless users the host's graphroot. Reads drop-ins, although older podman
// versions ignore them.
internal static class StorageFiles
{
    private const string Variable = "CONTAINERS_STORAGE_CONF";
    private const string Name = "containers/storage.conf";

    public static StorageSettings Read(HostEnvironment host)
    {
        var settings = Main(host);
        if (host[Variable] is null)
        {
            foreach (var file in DropIns(host).Select(TomlFile.TryRead).OfType<TomlSection>())
                settings = settings.With(file);
        }

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
        var found = files.Select(TomlFile.TryRead).FirstOrDefault(file => file is not null);
        var hosts = found is null ? new StorageSettings() : new StorageSettings().With(found);
        if (host.IsRoot)
            return hosts;

        // For a rootless user, podman takes only these settings from the host's file, and the driver only if the user
        // has no own file.
        var rootless = new StorageSettings { RootlessPath = hosts.RootlessPath };
        if (own is not null)
            return rootless.With(own);
        return hosts.Driver is "zfs" ? rootless : rootless with { Driver = hosts.Driver };
    }

    // In the order of their names, not of their folders; among files with the same name, the last one counts.
    private static List<string> DropIns(HostEnvironment host)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in DropInFolders(host).SelectMany(ConfigurationFolder.Files))
        {
            if (new FileInfo(file).LinkTarget is null) // podman skips links
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

    private static string? OwnFolder(HostEnvironment host) =>
        host["XDG_CONFIG_HOME"] ?? (host.IsRoot ? null : Path.Join(host.Home, ".config"));

    private static TomlSection Required(string path) => TomlFile.TryRead(path)
        ?? throw new LabelHookException(TomlProblems.PodmanFileUnreadable(path, "no such file or folder"));
}
