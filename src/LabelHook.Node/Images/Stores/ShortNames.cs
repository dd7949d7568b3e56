using LabelHook.Host;
using LabelHook.Toml;

namespace LabelHook.Images.Stores;

// Resolves a name without a host as podman does; containers-registries.conf(5).
internal static class ShortNames
{
    private const string Main = "containers/registries.conf";

    // Returns: the full names in the order in which podman tries them: an alias, localhost, the search registries,
    // Docker Hub.
    // Throws: the configuration cannot be read.
    public static IEnumerable<ImageReference> Candidates(ImageReference asked, HostEnvironment host)
    {
        if (asked.HasHost)
            return [asked];
        var names = new List<ImageReference>();
        var files = Files(host);
        if (Alias(asked.Repository, files, host) is { } alias)
            names.Add(asked.WithRepository(alias));
        var main = files.Count > 0 ? files[0] : null;

        // Version 1 of the format has the registries in a section.
        var searched = main?.Section("registries")?.Section("search")?.Texts("registries", null);
        foreach (var file in files)
            searched = file.Texts("unqualified-search-registries", searched);
        foreach (var registry in (string[])["localhost", .. searched ?? []])
            names.Add(asked.WithRepository($"{registry}/{asked.Repository}"));
        return [.. names, asked.OnDockerHub()];
    }

    // Podman's recorded aliases come first, then the last file that has the name; an empty value removes an alias.
    private static string? Alias(string name, IReadOnlyList<TomlSection> files, HostEnvironment host)
    {
        var cache = host.IsRoot ? $"{host.Root}/var/cache" : host["XDG_CACHE_HOME"] ?? Path.Join(host.Home, ".cache");
        var own = TomlFile.TryRead(Path.Join(cache, "containers/short-name-aliases.conf"));
        foreach (var file in (TomlSection?[])[own, .. files.Reverse()])
        {
            if (file?.Section("aliases")?.Exact(name) is not { } alias)
                continue;
            if (alias.Length == 0)
                return null;
            var reference = ImageReference.Parse(alias);
            var hasTag = alias.EndsWith(":" + reference.Tag, StringComparison.Ordinal);
            if (!reference.HasHost || hasTag || alias.Contains('@', StringComparison.Ordinal))
            {
                const string Accepted = "a name with a host and without a tag or digest";
                throw new LabelHookException(TomlProblems.PodmanSetting(file.Path, name, Accepted));
            }

            return reference.Repository;
        }

        return null;
    }

    private static List<TomlSection> Files(HostEnvironment host)
    {
        var own = Path.Join(host.Home, ".config", Main);
        var named = host["CONTAINERS_REGISTRIES_CONF"] ?? host["REGISTRIES_CONFIG_PATH"];
        var replaces = named is null && File.Exists(own);
        var main = named ?? (replaces ? own : $"{host.Root}/etc/{Main}");
        string[] folders = replaces ? [own + ".d"] : [$"{host.Root}/etc/{Main}.d", own + ".d"];
        var first = TomlFile.TryRead(main);
        if (first is null && named is not null)
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(named, "no such file or folder"));
        var dropIns = folders.SelectMany(ConfigurationFolder.Files).Select(TomlFile.TryRead);
        return [.. dropIns.Prepend(first).OfType<TomlSection>()];
    }
}
