namespace LabelHook.Tests;

// A folder of a test's own, gone afterwards.
internal sealed class TemporaryFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("labelhook-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Join(Path, name);

    // One that costs no syncs, where there is memory for files; tests/leftovers.py knows its own by their names.
    public static TemporaryFolder InMemory()
    {
        if (!Directory.Exists(Memory))
            return new TemporaryFolder();

        var run = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath()));
        return new TemporaryFolder(Directory.CreateDirectory($"{Memory}/labelhook-{run}-{Guid.NewGuid():N}").FullName);
    }

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], System.Text.Encoding.UTF8.GetBytes(content));
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
