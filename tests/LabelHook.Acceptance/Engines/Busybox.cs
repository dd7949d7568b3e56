using System.Formats.Tar;

namespace LabelHook.Acceptance.Engines;

// The smallest root file system with a shell, as a tar file, with the files that a test adds. Tests cannot pull an image
// from a registry.
public static class Busybox
{
    private const string Program = "/bin/busybox";

    private static readonly string[] Applets = ["sh", "env", "sleep", "uname", "sed", "mkdir", "cp"];

    public static async Task<string> WriteAsync(string path, params IEnumerable<(string Source, string Name)> files)
    {
        RealPart.Require("busybox", File.Exists(Program), "apt-get install busybox-static");

        await using var archive = new TarWriter(File.Create(path));
        await archive.WriteEntryAsync(Program, "bin/busybox");

        foreach (var applet in Applets)
            await archive.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });

        foreach (var (source, name) in files)
            await archive.WriteEntryAsync(source, name);

        return path;
    }
}
