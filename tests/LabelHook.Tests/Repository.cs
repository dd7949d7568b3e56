namespace LabelHook.Tests;

// The checkout that the tests were built from.
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string At(string path) => Path.Join(Root, path);

    private static string Find(string folder) =>
        File.Exists(Path.Join(folder, "LabelHook.sln")) ? folder : Find(
            Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("LabelHook.sln"));
}
