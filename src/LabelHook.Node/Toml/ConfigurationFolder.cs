namespace LabelHook.Toml;

/// <summary>A folder of drop-ins of podman's.</summary>
internal static class ConfigurationFolder
{
    /// <returns>The paths of the files that count, by name; none when there is no such folder.</returns>
    /// <exception cref="LabelHookException">The folder cannot be read.</exception>
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
