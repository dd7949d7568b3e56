namespace LabelHook.Toml;

// A folder of drop-ins of podman's.
internal static class ConfigurationFolder
{
    // Returns: the paths of the files that count, by name; none when there is no such folder.
    // Throws: the folder cannot be read.
    public static IEnumerable<string> Files(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*.conf").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LabelHookException(TomlProblems.PodmanFileUnreadable(folder, error.Message), error);
        }
    }
}
