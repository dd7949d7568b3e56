using LabelHook.Images;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

public sealed class DockerArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Layout _archive = new();

    [Theory]
    [InlineData("{0}.json", "alpha:1")]
    [InlineData("blobs/sha256/{0}", "ghcr.io/ns/alpha:1")]
    [InlineData("sha256:{0}", "localhost/alpha:latest")]
    [InlineData("./{0}.json", "localhost/alpha:latest")]
    public void An_image_is_read_wherever_its_configuration_is(string file, string name)
    {
        var image = ReadSaved(Entry("a", name, file));

        Assert.Equal(
            ("a", Layout.Digest(Layout.Configuration("a")), name), (image.Labels["test"], image.Id, image.Reference));
    }

    [Fact]
    public void A_configuration_without_a_digest_as_its_name_is_accepted() =>
        Assert.Equal("a", ReadSaved(Entry("a", "alpha:1", "config.json")).Labels["test"]);

    [Fact]
    public void A_configuration_that_does_not_match_its_name_is_rejected()
    {
        var digits = new string('0', 64);
        var image = _archive.With(digits + ".json", "{}").With("manifest.json", $$"""[{"Config":"{{digits}}.json"}]""")
            .Archive(_folder, "docker-archive");

        Refused("LH2029", image);
    }

    [Theory]
    [InlineData("alpha:1", "one")]
    [InlineData("docker.io/library/alpha:1", "one")]
    [InlineData("alpha", "two")]
    [InlineData("localhost/alpha:1", "three")]
    [InlineData("@1", "two")]
    public void One_of_several_images_is_selected_by_its_name_or_position(string name, string label) =>
        Assert.Equal(label, ReadSaved(Three(), name).Labels["test"]);

    [Fact]
    public void One_of_several_images_must_be_named()
    {
        var image = Saved(Three()[..2]);

        Assert.Contains(
            "\"alpha:1\", \"docker.io/library/alpha:latest\"", Refused("LH2032", image), StringComparison.Ordinal);
        Refused("LH2031", image + ":beta");
        Refused("LH2031", image + ":@2");
    }

    [Fact]
    public void The_first_of_two_lists_is_used()
    {
        _archive.With("manifest.json", $"[{Entry("first", "a:1", "{0}.json")}]")
            .With("manifest.json", $"[{Entry("last", "a:1", "{0}.json")}]");

        Assert.Equal("first", Read(_archive.Archive(_folder, "docker-archive")).Labels["test"]);
        Assert.Equal("first", Read(_archive.Archive(_folder, "docker-archive", compressed: true)).Labels["test"]);
    }

    [Theory]
    [InlineData("""["not a name"]""")]
    [InlineData("[null]")]
    [InlineData("[]")]
    [InlineData("null")]
    public void An_image_without_a_usable_name_has_the_requested_name(string names)
    {
        _archive.With("c.json", Layout.Configuration("a"))
            .With("manifest.json", $$"""[{"Config":"c.json","RepoTags":{{names}}}]""");

        var image = _archive.Archive(_folder, "docker-archive");

        Assert.Equal(image, Read(image).Reference);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{}]")]
    [InlineData("""[{"Config":1}]""")]
    [InlineData("""[{"Config":"c.json","RepoTags":"a"}]""")]
    [InlineData("""[{"Config":"c.json","RepoTags":[1]}]""")]
    public void A_list_of_another_shape_is_rejected(string list) =>
        Refused("LH2030", _archive.With("c.json", "{}").With("manifest.json", list).Archive(_folder, "docker-archive"));

    [Fact]
    public void A_configuration_that_is_not_an_image_is_rejected()
    {
        _archive.With("c.json", """{"name":"chart"}""").With("manifest.json", """[{"Config":"c.json"}]""");

        Refused("LH2030", _archive.Archive(_folder, "docker-archive"));
    }

    [Fact]
    public void Names_are_case_insensitive_as_in_the_engines()
    {
        _archive.With("c.json", Layout.Configuration("a"))
            .With("manifest.json", """[{"CONFIG":"c.json","repotags":["a:1"]}]""");

        Assert.Equal("a:1", Read(_archive.Archive(_folder, "docker-archive")).Reference);
    }

    [Fact]
    public void An_empty_list_contains_no_image() =>
        Refused("LH2033", _archive.With("manifest.json", "[]").Archive(_folder, "docker-archive"));

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Read(string image) => ImageFile.Read(image, TimeSpan.FromSeconds(30));

    private static string Refused(string code, string image)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(image)).Problem;
        Assert.Equal(code, problem.Code);
        return problem.Message;
    }

    private string[] Three() =>
    [
        Entry("one", "alpha:1", "{0}.json"),
        Entry("two", "docker.io/library/alpha:latest", "{0}.json"),
        Entry("three", "localhost/alpha:1", "{0}.json"),
    ];

    private string Entry(string label, string name, string file)
    {
        var configuration = Layout.Configuration(label);
        var path = file.Replace("{0}", Layout.Digest(configuration)["sha256:".Length..], StringComparison.Ordinal);
        _archive.With(path, configuration);
        return $$"""{"Config":"{{path}}","RepoTags":["{{name}}"]}""";
    }

    private string Saved(params string[] entries) =>
        _archive.With("manifest.json", $"[{string.Join(',', entries)}]").Archive(_folder, "docker-archive");

    private ModuleImage ReadSaved(string[] entries, string name) => Read($"{Saved(entries)}:{name}");

    private ModuleImage ReadSaved(string entry) => Read(Saved(entry));
}
