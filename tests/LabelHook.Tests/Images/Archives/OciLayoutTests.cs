using LabelHook.Images;
using LabelHook.Images.Archives;

namespace LabelHook.Tests.Images.Archives;

public sealed class OciLayoutTests : IDisposable
{
    private const string Nowhere = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private readonly TemporaryFolder _folder = new();
    private readonly Layout _layout = new();

    [Fact]
    public void A_folder_and_an_archive_and_a_compressed_archive_contain_the_same_image()
    {
        _layout.Named(Layout.Descriptor(_layout.Image("a")));

        string[] images =
            [_layout.Folder(_folder), _layout.Archive(_folder), _layout.Archive(_folder, compressed: true)];
        foreach (var image in images)
        {
            var read = Read(image);
            Assert.Equal(
                ("a", Layout.Digest(Layout.Configuration("a")), image), (read.Labels["test"], read.Id, read.Reference));
        }
    }

    [Theory]
    [InlineData("one", "one", null)]
    [InlineData("ghcr.io/ns/two:2.0", "two", "ghcr.io/ns/two:2.0")]
    public void An_image_is_selected_by_its_tag_and_has_its_full_name(string tag, string label, string? name)
    {
        _layout.Named(
            Layout.Tagged(_layout.Image("one"), "one"), Layout.Tagged(_layout.Image("two"), "ghcr.io/ns/two:2.0"));

        var asked = $"{_layout.Folder(_folder)}:{tag}";

        Assert.Equal((label, name ?? asked), (Read(asked).Labels["test"], Read(asked).Reference));
    }

    [Fact]
    public void Several_images_without_a_tag_are_rejected_with_their_names()
    {
        _layout.Named(Layout.Tagged(_layout.Image("one"), "one"), Layout.Tagged(_layout.Image("two"), "t\u001bwo"));

        Assert.Contains(
            "\"one\", \"t\\u001bwo\"", Refused("LH2032", _layout.Folder(_folder)), StringComparison.Ordinal);
        Assert.Contains(
            "\"one\", \"t\\u001bwo\"", Refused("LH2031", _layout.Folder(_folder) + ":three"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_of_two_indexes_in_an_archive_is_used()
    {
        _layout.Named(Layout.Descriptor(_layout.Image("first"))).Named(Layout.Descriptor(_layout.Image("last")));

        Assert.Equal("last", Read(_layout.Archive(_folder)).Labels["test"]);
        Assert.Equal("last", Read(_layout.Archive(_folder, compressed: true)).Labels["test"]);
    }

    [Theory]
    [InlineData("sha512:" + "00000000000000000000000000000000")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../../../etc/passwd")]
    [InlineData("sha256:ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public void A_digest_that_could_be_another_file_is_rejected(string digest) =>
        Refused("LH2028", _layout.Named(Layout.Descriptor(digest)).Folder(_folder));

    [Fact]
    public void A_missing_blob_is_reported() =>
        Refused("LH2025", _layout.Named(Layout.Descriptor(Nowhere)).Folder(_folder));

    [Fact]
    public void A_blob_with_another_digest_is_rejected()
    {
        // Following this digest would be a cycle.
        _layout.With($"blobs/sha256/{Nowhere["sha256:".Length..]}", Layout.Index(Layout.Descriptor(Nowhere)))
            .Named(Layout.Descriptor(Nowhere));

        Refused("LH2029", _layout.Folder(_folder));
        Refused("LH2029", _layout.Archive(_folder));
    }

    [Fact]
    public void A_configuration_with_another_digest_is_rejected()
    {
        _layout.With($"blobs/sha256/{Nowhere["sha256:".Length..]}", "{}")
            .Named(Layout.Descriptor(_layout.Blob(Layout.Manifest(Nowhere))));

        Refused("LH2029", _layout.Folder(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"manifests":{}}""")]
    [InlineData("""{"manifests":[1]}""")]
    [InlineData("""{"manifests":[{}]}""")]
    [InlineData("""{"manifests":[{"digest":1}]}""")]
    [InlineData("""{"manifests":[{"digest":"\ud800"}]}""")]
    [InlineData("""{"manifests":[{"digest":"x","annotations":[]}]}""")]
    [InlineData("""{"manifests":[{"digest":"x","platform":"linux"}]}""")]
    public void An_index_of_another_shape_is_rejected(string index) =>
        Refused("LH2030", _layout.With("index.json", index).Folder(_folder));

    [Fact]
    public void An_empty_index_contains_no_image() => Refused("LH2033", _layout.Named().Folder(_folder));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"config":1}""")]
    [InlineData("""{"config":{}}""")]
    [InlineData("""{"config":{"digest":"x"},"manifests":[]}""")]
    public void A_manifest_of_another_shape_is_rejected(string manifest) =>
        Refused("LH2030", _layout.Named(Layout.Descriptor(_layout.Blob(manifest))).Folder(_folder));

    [Theory]
    [InlineData("[]")]
    [InlineData("""{"config":[]}""")]
    [InlineData("""{"config":{"Labels":[]}}""")]
    [InlineData("""{"config":{"Labels":{"a":1}}}""")]
    public void A_configuration_of_another_shape_is_rejected(string configuration) =>
        Refused("LH2030", WithConfiguration(configuration));

    [Theory]
    [InlineData("")]
    [InlineData(""","config":null""")]
    [InlineData(""","config":{"Labels":null}""")]
    public void An_image_without_labels_has_none(string config) =>
        Assert.Empty(Read(WithConfiguration($$"""{"os":"linux","architecture":"amd64"{{config}}}""")).Labels);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"os":"","architecture":"","rootfs":{"type":"layers"},"config":{}}""")]
    [InlineData("""{"os":"unknown","architecture":"unknown","config":{}}""")]
    [InlineData("""{"name":"chart","version":"1.0.0"}""")]
    public void A_configuration_without_labels_and_platform_is_not_an_image(string configuration) =>
        Refused("LH2030", WithConfiguration(configuration));

    [Theory]
    [InlineData("application/vnd.cncf.helm.config.v1+json")]
    [InlineData("application/vnd.oci.empty.v1+json")]
    [InlineData("")]
    public void An_artifact_is_not_an_image(string type)
    {
        _layout.Named(Layout.Descriptor(_layout.Blob(Layout.Manifest(_layout.Blob(Layout.Configuration("a")), type))));

        Assert.Contains($"\"{type}\"", Refused("LH2070", _layout.Folder(_folder)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_images_is_selected_by_its_position()
    {
        var two = _layout.Named(Layout.Descriptor(_layout.Image("one")), Layout.Tagged(_layout.Image("two"), "@0"))
            .Folder(_folder);

        Assert.Equal(("one", "two"), (Read(two + ":@0").Labels["test"], Read(two + ":@1").Labels["test"]));
        Refused("LH2031", two + ":@2");
        Refused("LH2031", two + ":@-1");
    }

    [Fact]
    public void An_image_with_the_media_types_of_docker_is_an_image()
    {
        var manifest = Layout.Manifest(
            _layout.Blob(Layout.Configuration("a")), "application/vnd.docker.container.image.v1+json");

        Assert.Equal(
            "a", Read(_layout.Named(Layout.Descriptor(_layout.Blob(manifest))).Folder(_folder)).Labels["test"]);
    }

    [Fact]
    public void Names_are_case_insensitive_as_in_the_engines()
    {
        var configuration = _layout.Blob("""{"CONFIG":{"label\u017f":{"test":"a","TEST":"b"}}}""");
        var manifest = _layout.Blob(
            $$$"""{"Config":{"mediatype":"application/vnd.oci.image.config.v1+json","Digest":"{{{configuration}}}"}}""");
        _layout.With("index.json", $$$"""{"Manifest\u017f":[{"DIGEST":"{{{manifest}}}"}]}""");

        var labels = Read(_layout.Folder(_folder)).Labels;

        Assert.Equal(("a", "b"), (labels["test"], labels["TEST"]));
    }

    [Theory]
    [InlineData("""{"config":{"Labels":{"test":"a"}},"config":{}}""", "\"config\" is given more than once")]
    [InlineData("""{"config":{"Labels":{"test":"a"}},"Config":null}""", "\"config\" is given more than once")]
    [InlineData("""{"config":{"Labels":{"test":"a"},"labels":{"test":"b"}}}""", "\"Labels\" is given more than once")]
    [InlineData("""{"config":{"Labels":["test"]}}""", "\"Labels\" must be an object")]
    [InlineData("""{"config":{"Labels":{"test":1}}}""", "\"Labels\" must be a string")]
    [InlineData("""{"config":""", "it is not JSON")]
    public void Mistakes_in_a_configuration_are_reported(string configuration, string reason) =>
        Assert.Contains(reason, Refused("LH2030", WithConfiguration(configuration)), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_too_large_is_rejected()
    {
        _layout.With("index.json", new string(' ', (8 * 1024 * 1024) + 1));

        Refused("LH2026", _layout.Folder(_folder));
        Refused("LH2026", _layout.Archive(_folder));
    }

    [Theory]
    [InlineData("index.json")]
    [InlineData("blobs")]
    [InlineData("blobs/sha256")]
    [InlineData("blobs/sha256/*")]
    public void A_link_in_a_layout_is_not_followed(string name)
    {
        var manifest = _layout.Image("a");
        _layout.Named(Layout.Descriptor(manifest)).Folder(_folder);
        var path = _folder["layout/" + name.Replace("*", manifest["sha256:".Length..], StringComparison.Ordinal)];
        Directory.Move(path, _folder["elsewhere"]);
        File.CreateSymbolicLink(path, _folder["elsewhere"]);

        Assert.Contains("link", Refused("LH2027", "oci:" + _folder["layout"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_instead_of_a_file_is_rejected()
    {
        Directory.CreateDirectory(_folder["layout/index.json"]);

        Refused("LH2027", "oci:" + _folder["layout"]);
    }

    [Theory]
    [InlineData("oci:")]
    [InlineData("oci::tag")]
    [InlineData("oci:folder:")]
    [InlineData("oci:a\0b")]
    [InlineData("oci-archive:")]
    [InlineData("docker-archive:")]
    public void A_transport_without_a_path_is_invalid(string image) =>
        Assert.Equal(ProblemKind.InvalidRequest, Assert.Throws<LabelHookException>(() => Read(image)).Problem.Kind);

    [Theory]
    [InlineData("oci:/none")]
    [InlineData("oci:/dev/null")]
    [InlineData("oci-archive:/none")]
    [InlineData("oci-archive:/dev/zero")]
    [InlineData("docker-archive:/tmp")]
    public void Only_a_regular_file_is_read(string image) => Refused("LH2021", image);

    public void Dispose() => _folder.Dispose();

    private static ModuleImage Read(string image) => ImageFile.Read(image, TimeSpan.FromSeconds(30));

    private static string Refused(string code, string image)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(image)).Problem;
        Assert.Equal(code, problem.Code);
        return problem.Message;
    }

    private string WithConfiguration(string configuration) =>
        _layout.Named(Layout.Descriptor(_layout.Blob(Layout.Manifest(_layout.Blob(configuration))))).Folder(_folder);
}
