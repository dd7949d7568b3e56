namespace LabelHook.Toml;

// A folder with drop-ins for podman's configuration.
internal static class ConfigurationFolder
{
    // Returns: the paths of its *.conf files, by name; none when the folder does not exist.
    // Throws: the folder cannot be read.
    public static IEnumerable<string> Files(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(folder, error.Message), error);
        }
    }
}
