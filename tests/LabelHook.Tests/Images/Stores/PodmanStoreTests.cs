using System.Text;
using LabelHook.Host;
using LabelHook.Images.Stores;

namespace LabelHook.Tests.Images.Stores;

public sealed class PodmanStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _records = [];

    [Fact]
    public void An_image_is_found_by_name_and_short_name_and_ID_and_digest()
    {
        var id = Add('a', ["ghcr.io/ns/alpha:1.0"]);

        string[] names =
        [
            "ghcr.io/ns/alpha:1.0", "ns/alpha:1.0", "alpha:1.0", id, id[..12], id[..3], "sha256:" + id,
            "alpha@sha256:" + new string('f', 64),
        ];
        foreach (var name in names)
            Assert.Equal(new string('a', 1), Store().Inspect(name)!.Labels["test"]);
    }

    [Fact]
    public void An_ambiguous_name_is_rejected_with_all_matches()
    {
        Add('a', ["ghcr.io/one/alpha:1.0"]);
        Add('b', ["ghcr.io/two/alpha:1.0"]);

        var problem = Assert.Throws<LabelHookException>(() => Store().Inspect("alpha:1.0")).Problem;

        Assert.Equal("LH2003", problem.Code);
        Assert.Contains("ghcr.io/one/alpha:1.0, ghcr.io/two/alpha:1.0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_of_several_names_is_found()
    {
        Add('a', ["ghcr.io/one/alpha:1.0"]);
        Add('b', ["localhost/alpha:1.0"]);

        Assert.Equal("localhost/alpha:1.0", Store().Inspect("alpha:1.0")!.Reference);
    }

    [Fact]
    public void Another_tag_is_another_image()
    {
        Add('a', ["ghcr.io/ns/alpha:1.0"]);

        Assert.Null(Store().Inspect("alpha"));
    }

    [Fact]
    public void An_image_without_labels_has_none()
    {
        Add('a', ["localhost/alpha:latest"], """{"os":"linux","architecture":"amd64","config":{"Labels":null}}""");

        Assert.Empty(Store().Inspect("alpha")!.Labels);
    }

    [Fact]
    public void An_image_with_an_unusual_ID_is_read_through_its_manifest()
    {
        Add('a', ["localhost/alpha:latest"], configured: 'c');

        var image = Store().Inspect("alpha")!;

        Assert.Equal(("a", "sha256:" + new string('c', 64)), (image.Labels["test"], image.Id));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"a":1}""")]
    [InlineData("""[{"names":["localhost/alpha:latest"]}]""")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("""[{"id":5}]""")]
    [InlineData("""[{"id":"aa","names":[5]}]""")]
    public void A_damaged_store_is_reported(string records)
    {
        _folder.Write("overlay-images/images.json", records);

        var problem = Assert.Throws<LabelHookException>(() => Store(write: false).Inspect("alpha")).Problem;

        Assert.Equal("LH2005", problem.Code);
        Assert.DoesNotContain("requested operation", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("dictionary", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_a_list_are_not_case_sensitive()
    {
        Add('a', ["localhost/alpha:latest"]);
        _records[0] = _records[0].Replace("\"id\"", "\"ID\"", StringComparison.Ordinal).Replace(
            "\"names\"", "\"Names\"", StringComparison.Ordinal);

        Assert.Equal("a", Store().Inspect("alpha")!.Labels["test"]);
    }

    [Fact]
    public void A_configuration_with_another_digest_than_listed_is_rejected()
    {
        Add('a', ["localhost/alpha:latest"]);
        var key = "sha256:" + new string('a', 64);
        _records[0] = _records[0].Replace(
            "\"big-data-digests\":{", $"\"big-data-digests\":{{\"{key}\":\"{key}\",", StringComparison.Ordinal);

        var problem = Assert.Throws<LabelHookException>(() => Store().Inspect("alpha")).Problem;

        Assert.Equal("LH2005", problem.Code);
        Assert.Contains("is damaged", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_list_of_images_there_is_no_store() => Assert.Null(PodmanStore.Find(Host()));

    public void Dispose() => _folder.Dispose();

    // Podman gives an image the digest of its configuration for an ID, or one of its own.
    private string Add(char digit, string[] names, string? configuration = null, char? configured = null)
    {
        var id = new string(digit, 64);
        var digest = "sha256:" + new string(configured ?? digit, 64);
        var key = "=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(digest));
        _folder.Write($"overlay-images/{id}/manifest", $$$"""{"config":{"digest":"{{{digest}}}"}}""");
        _folder.Write(
            $"overlay-images/{id}/{key}", configuration ?? $$$"""{"config":{"Labels":{"test":"{{{digit}}}"} } }""");
        var known = string.Join(',', names.Select(name => $"\"{name}\""));
        _records.Add(
            $$"""{"id":"{{id}}","names":[{{known}}],"big-data-names":["manifest","{{digest}}"],"big-data-digests":{"manifest":"sha256:{{new string('f', 64)}}" } }""");
        return id;
    }

    private PodmanStore Store(bool write = true)
    {
        if (write)
            _folder.Write("overlay-images/images.json", $"[{string.Join(',', _records)}]");
        return PodmanStore.Find(Host())!;
    }

    private HostEnvironment Host()
    {
        var configuration = _folder.Write("storage.conf", $"""
            # graphroot = "/wrong"
            [storage]
            driver = "overlay"
            graphroot = "{_folder.Path}" # here
            [storage.options]
            graphroot = "/wrong"
            """);
        string? Variable(string name) => name == "CONTAINERS_STORAGE_CONF" ? configuration : null;
        return new HostEnvironment(Variable, 0) { Root = _folder.Path };
    }
}
