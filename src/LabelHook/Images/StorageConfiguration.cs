using LabelHook.Settings;

namespace LabelHook.Images;

/// <summary>Where podman keeps its images; containers-storage.conf(5).</summary>
/// <param name="GraphRoot">The folder of the store.</param>
/// <param name="Driver">The storage driver's name; <see langword="null"/> where none is configured.</param>
internal sealed record StorageConfiguration(string GraphRoot, string? Driver)
{
    public static StorageConfiguration Find(HostEnvironment host)
    {
        var data = host["XDG_DATA_HOME"] ?? Path.Join(host.Home, ".local/share");
        var configuration = host["XDG_CONFIG_HOME"] ?? Path.Join(host.Home, ".config");
        var own = new StorageConfiguration(host.IsRoot ? "/var/lib/containers/storage" : Path.Join(data, "containers/storage"), null);
        string[] files = host["CONTAINERS_STORAGE_CONF"] is { } named
            ? [named]
            : host.IsRoot
                ? ["/usr/share/containers/storage.conf", "/etc/containers/storage.conf"]
                : [Path.Join(configuration, "containers/storage.conf")];
        try
        {
            return files.Where(File.Exists).Aggregate(own, (found, file) => found.With(File.ReadLines(file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(Problems.FileUnreadable(string.Join(" or ", files), error.Message), error);
        }
    }

    /// <summary>The two settings that matter, out of a TOML file: <c>key = "text"</c> under <c>[storage]</c>.</summary>
    private StorageConfiguration With(IEnumerable<string> lines)
    {
        var result = this;
        var section = "";
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line is ['[', .., ']'])
                section = line;
            else if (section == "[storage]" && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, ['"' or '\'', ..] quoted])
            {
                var end = quoted.IndexOf(quoted[0], 1);
                var value = end > 1 ? quoted[1..end] : null;
                result = key switch
                {
                    "graphroot" => result with { GraphRoot = value ?? result.GraphRoot },
                    "driver" => result with { Driver = value ?? result.Driver },
                    _ => result,
                };
            }
        }

        return result;
    }
}
