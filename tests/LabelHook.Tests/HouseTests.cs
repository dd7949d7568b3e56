using System.Text.RegularExpressions;
using LabelHook.Checks;
using LabelHook.Ports;

namespace LabelHook.Tests;

// The rules of the source tree.
public static class HouseTests
{
    [Theory]
    [InlineData("Org.BouncyCastle", "src/LabelHook.Node/Images/Digest.cs")]
    [InlineData("Docker.DotNet", "src/LabelHook.Node/Images/Engines/ContainerEngine.cs")]
    [InlineData("Microsoft.Data.Sqlite", "src/LabelHook/Database/SqliteFile.cs")]
    [InlineData("Tomlyn", "src/LabelHook.Node/Toml/TomlFile.cs")]
    [InlineData("StackExchange.Redis", "src/LabelHook.Cluster/Store/RedisClient.cs")]
    [InlineData("SharpCompress", "src/LabelHook.Node/Images/Archives/Unpacking.cs")]
    [InlineData("YamlDotNet", "src/LabelHook.Node/Yaml/YamlFile.cs")]
    public static void Each_package_is_used_in_one_file(string package, string file) => Assert.Equal(
        [file],
        Files()
            .Where(path => File.ReadLines(path)
                .Any(line => line.StartsWith($"using {package}", StringComparison.Ordinal)))
            .Select(Relative));

    [Fact]
    public static void Only_one_file_prints() => Assert.Equal(
        ["src/LabelHook.Cli/Output/Terminal.cs"],
        Files()
            .Where(path => Regex.IsMatch(
                File.ReadAllText(path), @"\bConsole\.", RegexOptions.None, Regex.InfiniteMatchTimeout))
            .Select(Relative));

    [Fact]
    public static void The_program_in_the_readme_is_an_excerpt_of_the_one_that_is_tested() =>
        Assert.Contains(
            Between(File.ReadAllText(Repository.At("samples/README.md")), "```csharp\n", "```"),
            File.ReadAllText(Repository.At("samples/library/Program.cs")),
            StringComparison.Ordinal);

    [Fact]
    public static void The_README_of_the_tests_has_a_row_for_each_harness() => Assert.Equal(
        Harnesses(File.ReadAllText(Repository.At("tests/prove.sh"))),
        Harnesses(
            Between(File.ReadAllText(Repository.At("tests/README.md")), "<!-- proven -->", "<!-- end of proven -->")));

    [Fact]
    public static void The_README_of_the_hooks_lists_each_kind_of_finding() => Assert.All(
        Enum.GetValues<FindingKind>().Select(kind => new Finding(kind, null, null, default, "", "").Word),
        word =>
            Assert.Contains($"`{word}`", File.ReadAllText(Repository.At("hooks/README.md")), StringComparison.Ordinal));

    [Theory]
    [InlineData("README.md")]
    [InlineData("hooks/README.md")]
    [InlineData("hooks/cluster/README.md")]
    [InlineData("samples/README.md")]
    [InlineData("tests/README.md")]
    public static void Each_relative_link_of_a_page_points_to_a_file(string page)
    {
        var text = File.ReadAllText(Repository.At(page));
        var links = Regex.Matches(text, @"(?<=\]\()[^)#:]+(?=\))", RegexOptions.None, Regex.InfiniteMatchTimeout)
            .Select(match => match.Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(
            links, link => Assert.True(File.Exists(Repository.At(Path.Join(Path.GetDirectoryName(page), link))), link));
    }

    [Fact]
    public static void Each_problem_has_its_own_code()
    {
        var numbers = Files().Where(path => path.EndsWith("Problems.cs", StringComparison.Ordinal))
            .SelectMany(
                path => Regex.Matches(
                    File.ReadAllText(path), "\"LH[0-9]{4}\"", RegexOptions.None, Regex.InfiniteMatchTimeout))
            .Select(match => match.Value).ToList();

        Assert.Equal(numbers.Distinct(), numbers);
        Assert.True(numbers.Count > 100);
    }

    [Fact]
    public static void The_public_surface_is_the_approved_one()
    {
        var approved = Repository.At("tests/LabelHook.Tests/PublicApi.txt");

        Assert.Equal(File.ReadAllText(approved), PublicApi.Describe(typeof(PortsManager).Assembly));
    }

    private static string Between(string text, string start, string end) => text.Split(start)[1].Split(end)[0];

    private static IEnumerable<string> Harnesses(string text) =>
        Regex.Matches(text, @"\w+Tests\b|tests/mutants\.sh", RegexOptions.None, Regex.InfiniteMatchTimeout)
            .Select(match => match.Value)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files() =>
        Directory.EnumerateFiles(Repository.At("src"), "*.cs", SearchOption.AllDirectories)
        .Where(
            path => !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/bin/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);
}
