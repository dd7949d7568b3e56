namespace LabelHook.Tests;

/// <summary>A folder of a test's own, gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("labelhook-").FullName;

    public string this[string name] => System.IO.Path.Join(Path, name);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], System.Text.Encoding.UTF8.GetBytes(content));
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
