namespace LabelHook.Acceptance;

// The folder that holds LabelHook.sln, found by walking up from the tests.
public static class Repository
{
    public static string Folder { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new DirectoryNotFoundException($"no LabelHook.sln above {AppContext.BaseDirectory}"),
        _ when File.Exists(Path.Combine(folder.FullName, "LabelHook.sln")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
