using LabelHook.Linux;

namespace LabelHook.EnvironmentFiles;

// Reads many environment files. Those of modules are mostly in neighbouring folders.
internal sealed class EnvironmentReader : IDisposable
{
    private readonly NeighbourFolders _neighbours = new();

    // Returns: null if the file does not exist.
    // Throws: the folder or the file cannot be used.
    public EnvironmentText? Read(string path)
    {
        if (_neighbours.TryRead(path, EnvironmentText.MaxSize) is { } bytes)
            return EnvironmentText.Read(bytes);
        using var environment = Open(path);
        return environment.IsThere ? environment.Text : null;
    }

    // As EnvironmentFile.OpenToRead does.
    public EnvironmentFile Open(string path) => EnvironmentFile.OpenToRead(path, _neighbours);

    public void Dispose() => _neighbours.Dispose();
}
