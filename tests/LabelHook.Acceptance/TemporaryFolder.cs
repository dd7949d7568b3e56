namespace LabelHook.Acceptance;

// A private folder of one test or one engine. What an engine left mounted below it is unmounted first.
public sealed class TemporaryFolder : IAsyncDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("labelhook-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public async ValueTask DisposeAsync()
    {
        // The last one mounted lies on top.
        foreach (var mount in Mounts().Reverse())
            await new Command("umount").OutputAsync(mount);

        Directory.Delete(Path, recursive: true);
    }

    // proc_pid_mountinfo(5): the fifth field is the mount point, in which a blank is written as an octal number.
    private IEnumerable<string> Mounts() => File.ReadLines("/proc/self/mountinfo")
        .Select(line => line.Split(' ')[4].Replace(@"\040", " ", StringComparison.Ordinal))
        .Where(mount => mount.StartsWith(Path + "/", StringComparison.Ordinal));
}
