using System.IO.Compression;
using System.Xml.Linq;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Library;

// The library as users get it: packed, referenced by a program that knows only the package, built and run.
public static class PackageTests
{
    private static readonly string[] Contents = ["README.md", "lib/net10.0/LabelHook.dll", "lib/net10.0/LabelHook.xml"];

    [Fact]
    public static async Task A_program_that_references_the_package_allocates_ports()
    {
        await using var folder = new TemporaryFolder();
        var dotnet = await PackAsync(folder);
        Directory.CreateDirectory(folder["program"]);
        foreach (var file in Directory.GetFiles(Repository.At("samples/library")))
            File.Copy(file, Path.Join(folder["program"], Path.GetFileName(file)));

        var output = await dotnet.In(folder["program"]).OutputAsync(
            "run", "--property:RestoreAdditionalProjectSources=" + folder["feed"], "--", folder["ports.sqlite"]);

        Assert.Equal(
            """
            allocated 20001-20005
            allocated 20006 in addition
            my_module has 6 ports
            refused: invalid port count 50000: must be 1 to 25000
            freed 20001-20005 and 20006
            """,
            output);
    }

    [Fact]
    public static async Task The_package_contains_the_README_and_the_documentation()
    {
        await using var folder = new TemporaryFolder();
        await PackAsync(folder);

        await using var package = await ZipFile.OpenReadAsync(
            Directory.GetFiles(folder["feed"], "*.nupkg").Single(), TestContext.Current.CancellationToken);

        Assert.Empty(Contents.Except(package.Entries.Select(entry => entry.FullName)));
    }

    [Fact]
    public static async Task The_package_brings_SQLite_and_nothing_else()
    {
        await using var folder = new TemporaryFolder();
        await PackAsync(folder);

        await using var package = await ZipFile.OpenReadAsync(
            Directory.GetFiles(folder["feed"], "*.nupkg").Single(), TestContext.Current.CancellationToken);
        await using var description = await package.Entries.Single(entry => entry.Name == "LabelHook.nuspec")
            .OpenAsync(TestContext.Current.CancellationToken);
        var dependencies =
            XDocument.Load(description).Descendants().Where(element => element.Name.LocalName == "dependency")
                .Select(element => element.Attribute("id")!.Value);

        Assert.All(dependencies, name => Assert.Contains("sqlite", name, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(dependencies);
    }

    // Packages of the machine are used from there; ours must not stay in its cache.
    private static async Task<Command> PackAsync(TemporaryFolder folder)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Join(home, ".nuget/packages");
        var dotnet = new Command("dotnet").With("HOME", home).With("DOTNET_NOLOGO", "1")
            .With("NUGET_PACKAGES", folder["packages"])
            .With("RestoreFallbackFolders", cache)
            // No compiler server is left running.
            .With("MSBUILDDISABLENODEREUSE", "1").With("UseSharedCompilation", "false");
        await dotnet.OutputAsync(
            "pack",
            Repository.At("src/LabelHook"),
            "--output",
            folder["feed"],
            "--artifacts-path",
            folder["artifacts"]);
        return dotnet;
    }
}
