using LabelHook.Host;
using LabelHook.Images.Sources;

namespace LabelHook.Tests.Images.Sources;

public sealed class ImageDescriptionsTests : IDisposable
{
    private static readonly byte[] Configuration =
        [.. """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers"}}"""u8];

    private readonly TemporaryFolder _folder = new();
    private readonly ImageFinder _finder = new(
        new HostEnvironment(_ => null, 1000), engine: null, TimeSpan.FromSeconds(1));

    [Fact]
    public void Standard_input_is_read_once_however_often_it_is_named()
    {
        var reads = 0;
        var descriptions = new ImageDescriptions(_finder, _ =>
        {
            reads++;
            return Configuration;
        });

        Assert.Equal("-", descriptions.Read("-").Image.Reference);
        Assert.Equal("-", descriptions.Read("-").Image.Reference);
        Assert.Equal(1, reads);
    }

    [Fact]
    public void A_Containerfile_can_be_inspected_but_neither_installed_nor_pulled()
    {
        var path = _folder.Write("web.Containerfile", "FROM one\nLABEL a=b");

        var description = Descriptions().Read(path);

        Assert.Equal((path, "b"), (description.Image.Reference, description.Image.Labels["a"]));
        Assert.Single(description.Warnings);
        foreach (var action in (Action[])[() => _finder.Find(path), () => _finder.Pull(path, _ => { })])
        {
            var problem = Assert.Throws<LabelHookException>(action).Problem;
            Assert.Equal(
                ("LH2092", $"\"{path}\" is a Containerfile, not an image; build it first, and use the image"),
                (problem.Code, problem.Message));
        }
    }

    [Theory]
    [InlineData("oci:NONE/Containerfile", "LH2021")]
    [InlineData("oci-archive:NONE/x.yaml", "LH2021")]
    [InlineData("docker://localhost/Containerfile", "LH2056")]
    [InlineData("containers-storage:web.yaml/", "LH2001")]
    public void A_transport_comes_before_the_name_of_a_file(string image, string code) => Assert.Equal(
        code,
        Assert.Throws<LabelHookException>(
            () => Descriptions().Read(image.Replace("NONE", _folder["none"], StringComparison.Ordinal))).Problem.Code);

    [Fact]
    public void An_expectation_is_read_with_its_sample()
    {
        var path = _folder.Write("x.yaml", "labels: {a: b}\nexpect: {TCP_PORT: 1, error: LH1001}");

        var expected = Descriptions().ReadWithExpectation(path).Expected!;

        Assert.Equal(("1", "LH1001"), (expected["TCP_PORT"], expected["error"]));
    }

    [Theory]
    [InlineData("expect:")]
    [InlineData("expect: {}")]
    public void An_expectation_may_be_empty(string expect) => Assert.Empty(
        Descriptions().ReadWithExpectation(_folder.Write("x.yaml", "labels: {}\n" + expect)).Expected!);

    [Theory]
    [InlineData("x.yaml", "labels: {}")]
    [InlineData("Containerfile", "FROM scratch")]
    public void Where_nothing_is_expected_there_is_nothing_to_compare(string name, string text)
    {
        var path = _folder.Write(name, text);

        var problem = Assert.Throws<LabelHookException>(() => Descriptions().ReadWithExpectation(path)).Problem;

        Assert.Equal(
            ("LH1016", $"\"{path}\" has no expect:; accepted: a .yaml sample with an expect: section"),
            (problem.Code, problem.Message));
    }

    public void Dispose() => _folder.Dispose();

    private ImageDescriptions Descriptions() => new(_finder, _ => Configuration);
}
