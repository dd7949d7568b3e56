using System.Diagnostics;
using System.Text;

namespace LabelHook.Tests;

// A private folder of one test or one engine, deleted afterwards.
public sealed class TemporaryFolder : IDisposable, IAsyncDisposable
{
    private const string Memory = "/dev/shm";

    public TemporaryFolder()
        : this(Directory.CreateTempSubdirectory("labelhook-").FullName)
    {
    }

    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Join(Path, name);

    // A folder in memory, where syncs cost nothing. Its name holds the name of the run's TMPDIR, by which
    // tests/tools/detect-leftovers.py finds it.
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
        File.WriteAllBytes(this[name], Encoding.UTF8.GetBytes(content));
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    // For a container engine, which may leave mounts in its folder. The last one mounted lies on top.
    public async ValueTask DisposeAsync()
    {
        foreach (var mount in Mounts().Reverse())
        {
            using var umount = Process.Start("umount", [mount]);
            await umount.WaitForExitAsync();
        }

        Dispose();
    }

    // proc_pid_mountinfo(5): the fifth field is the mount point, with each space written as \040.
    private IEnumerable<string> Mounts() => File.ReadLines("/proc/self/mountinfo")
        .Select(line => line.Split(' ')[4].Replace(@"\040", " ", StringComparison.Ordinal))
        .Where(mount => mount.StartsWith(Path + "/", StringComparison.Ordinal));
}
