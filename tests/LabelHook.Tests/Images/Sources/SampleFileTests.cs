using LabelHook.Images.Sources;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Images.Sources;

public sealed class SampleFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Samples =>
    [
        .. Directory.GetFiles(Repository.At("samples"), "*.yaml").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public static void There_are_at_least_twelve_samples() => Assert.True(Samples.Count >= 12);

    [Theory]
    [MemberData(nameof(Samples))]
    public void An_empty_node_gets_what_the_sample_expects(string sample)
    {
        var read = SampleFile.Read(Repository.At("samples/" + sample));
        var installer = new Installer(
            new Node(new NodeSettings { AvoidInUse = false }, _folder.Path, TimeSpan.FromSeconds(5)));

        var install = () => installer.Install(ModuleName.Parse("m1"), read.Image, null);

        if (read.Expected!.TryGetValue("error", out var code))
            Assert.Equal(code, Assert.Throws<LabelHookException>(install).Problem.Code);
        else
            Assert.Equal(read.Expected, install().Variables.ToDictionary(StringComparer.Ordinal));
        Assert.Empty(Inspection.Read(read.Image, new NodeSettings()).DifferencesFrom(read.Expected));
    }

    [Theory]
    [InlineData("labels:\n\torg: 1\n", "LH1010")]
    [InlineData("labels: &a {x: *a}\n", "LH1010")]
    [InlineData("a: &a [x,x]\nb: &b [*a,*a]\nlabels: {c: *b}\n", "LH1010")]
    [InlineData("labels:\n  x: 1\n  x: 2\n", "LH1010")]
    [InlineData("labels: {x: {y: z}}\n", "LH1010")]
    [InlineData("labels:\n  x: 1\n---\nlabels: {}\n", "LH1010")]
    [InlineData("- 1\n", "LH1010")]
    [InlineData("labels: [m\nexpect:\n  a: 1\n", "LH1010")]
    [InlineData("labels: !!]\n", "LH1010")]
    [InlineData("%YAML 1.1\n%TAG ! ", "LH1010")]
    [InlineData("labels: {}\nimages: x\n", "LH1012")]
    [InlineData("labels: x\n", "LH1012")]
    [InlineData("labels: {}\nexpect: x\n", "LH1012")]
    [InlineData("labels: {}\nexpect: [x]\n", "LH1012")]
    [InlineData("labels: {}\nexpect: {TCP_PORT: [1]}\n", "LH1012")]
    [InlineData("image: x\n", "LH1013")]
    [InlineData("", "LH1013")]
    public void A_file_of_another_shape_is_rejected(string text, string code)
    {
        var problem = Assert.Throws<LabelHookException>(() => SampleFile.Read(_folder.Write("x.yaml", text))).Problem;

        Assert.Equal(code, problem.Code);
        Assert.Contains("x.yaml", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endlessly_nested_file_is_rejected() =>
        Assert.Equal(
            "LH1010",
            Assert.Throws<LabelHookException>(
                () => SampleFile.Read(_folder.Write("x.yaml", "labels: " + new string('[', 100_000)))).Problem.Code);

    [Fact]
    public void A_file_of_10_MB_is_rejected() =>
        Assert.Equal(
            "LH1011",
            Assert.Throws<LabelHookException>(
                () => SampleFile.Read(_folder.Write("x.yaml", new string('#', 10_000_000)))).Problem.Code);

    [Fact]
    public void A_missing_file_is_reported() =>
        Assert.Equal(
            "LH1014", Assert.Throws<LabelHookException>(() => SampleFile.Read(_folder["none.yaml"])).Problem.Code);

    public void Dispose() => _folder.Dispose();
}
