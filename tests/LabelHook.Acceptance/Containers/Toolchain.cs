using System.Formats.Tar;
using System.Text;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Containers;

// Replaces the image of the SDK, which is in a registry: links and empty folders into which a build mounts the
// compiler, the SDK and the packages of this machine. Nothing is copied, and a build needs no network.
public static class Toolchain
{
    private const string Image = "localhost/toolchain:1";

    // Readable and writable by all.
    private const UnixFileMode Shared = (UnixFileMode)0x3ff; // 1777

    private static readonly string[] MergedFolders = ["bin", "sbin", "lib", "lib32", "lib64"];

    // What podman needs for a build with it. No cache is used, and the time is fixed.
    public static IReadOnlyList<string> BuildOptions =>
    [
        "--build-arg", "SDK=" + Image, "--no-cache", "--layers=false", "--timestamp", "0", "--network", "none",
        "--volume", "/usr:/usr:ro", "--volume", $"{Dotnet}:{Dotnet}:ro", "--volume",
        $"{Packages}:/root/.nuget/packages:ro",
    ];

    private static string Dotnet
    {
        get
        {
            var program = new FileInfo(RealPart.Find("dotnet")!);
            return Path.GetDirectoryName(
                program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName)!;
        }
    }

    private static string Packages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    public static async Task ImportAsync(Command podman, string archive)
    {
        RealPart.RequireProgram("dotnet", "dotnet-sdk-10.0");
        RealPart.Require("a merged /usr", new DirectoryInfo("/bin").LinkTarget is not null, "apt-get install usrmerge");
        await WriteAsync(archive);
        await podman.OutputAsync(
            "import", "--change", $"ENV PATH={Dotnet}:/usr/bin", "--change",
            "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1", archive, Image);
    }

    private static async Task WriteAsync(string path)
    {
        await using var archive = new TarWriter(File.Create(path));

        var links =
            MergedFolders.Select(name => new DirectoryInfo("/" + name)).Where(folder => folder.LinkTarget is not null);
        foreach (var folder in links)
            await archive.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.SymbolicLink, folder.Name) { LinkName = folder.LinkTarget! });

        await archive.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, "tmp") { Mode = Shared });
        await archive.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, "etc/passwd")
            {
                DataStream = new MemoryStream(Encoding.ASCII.GetBytes("root:x:0:0::/root:/bin/sh\n")),
            });
    }
}
