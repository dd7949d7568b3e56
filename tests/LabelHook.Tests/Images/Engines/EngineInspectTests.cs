using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

// What an engine may answer about an image: labels, or a sentence that names the engine.
public sealed class EngineInspectTests : IDisposable
{
    private const string Image = "ghcr.io/example/mod:1";
    private const string Known = """
        {
          "Id": "sha256:1", "RepoTags": ["ghcr.io/example/mod:1"], "Created": "2026-01-02T03:04:05.678901234Z",
          "Architecture": "amd64", "Os": "linux", "Config": { "Labels": { "a": "b", "c": null } }
        }
        """;

    private readonly EngineFolder _folder = new();

    [Fact]
    public void An_image_is_read_with_its_labels()
    {
        using var engine = _folder.Engine(FakeEngine.Json(Known), out var client);

        var image = client.Inspect(Image)!;

        Assert.Equal((Image, "sha256:1", "b"), (image.Reference, image.Id, Assert.Single(image.Labels).Value));
        Assert.Equal(2026, image.Created?.Year);
        Assert.Equal("GET /images/ghcr.io/example/mod:1/json HTTP/1.1", engine.Request);
    }

    [Theory]
    [InlineData("/docker/a%b#c d.sock")]
    [InlineData("/ü.sock")]
    public void The_path_of_a_socket_may_contain_any_characters(string path)
    {
        Directory.CreateDirectory(_folder.Path + "/docker");
        using var engine = new FakeEngine(_folder.Path + path, FakeEngine.Json(Known));
        using var client = new ContainerEngine(engine.Address, EngineFolder.Wait);

        Assert.NotNull(client.Inspect(Image));
    }

    [Fact]
    public void A_missing_image_is_not_an_error()
    {
        using var engine = _folder.Engine(FakeEngine.Json("""{"message":"No such image"}""", 404), out var client);

        Assert.Null(client.Inspect(Image));
    }

    // What docker's containerd store answers for an image that it lacks the configuration of, and kin.
    [Theory]
    [InlineData("""{"Id":"1","Architecture":"","Os":"","RootFS":{},"Config":{"Labels":null,"User":""}}""")]
    [InlineData("""{"Id":"1","Architecture":"","Os":"","Config":{"Labels":{}}}""")]
    [InlineData("""{"Id":"1","Config":{}}""")]
    [InlineData("""{"Id":"1","Config":{"Labels":{}},"config":{"Labels":{"a":"1"}}}""")]
    [InlineData("""{"Id":"1","Architecture":"amd64","Os":"linux"}""")]
    [InlineData("""{"Id":"1","Architecture":"amd64","Os":"linux","Config":null}""")]
    public void An_image_without_a_configuration_is_rejected(string body)
    {
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        Assert.Equal("LH2066", EngineFolder.Rejection(() => client.Inspect(Image)).Code);
    }

    [Theory]
    [InlineData("""{"Id":"1","RepoTags":[null,""],"Config":{"Labels":{"a":"b"}}}""")]
    [InlineData(
        """{"Id":"1","RepoTags":null,"RepoDigests":null,"Descriptor":null,"More":[{}],"Config":{"Labels":{"a":"b"},"Env":null}}""")]
    public void Odd_values_that_do_not_matter_are_accepted(string body)
    {
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        Assert.Equal("b", Assert.Single(client.Inspect(Image)!.Labels).Value);
    }

    [Theory]
    [InlineData("ghcr.io/example/mod:1", "ghcr.io/example/mod:2", "", false)]
    [InlineData("ghcr.io/example/mod:1", "ghcr.io/example/other:1", "", false)]
    [InlineData("ghcr.io/example/mod", "ghcr.io/example/mod:latest", "", true)]
    [InlineData("docker.io/mod:1", "mod:1", "", true)]
    [InlineData("index.docker.io/library/mod:1", "docker.io/library/mod:1", "", true)]
    [InlineData("docker.io/mod:1", "ghcr.io/example/mod:1", "", false)]
    [InlineData("mod:1", "ghcr.io/example/mod:1", "", true)]
    [InlineData("alias:1", "ghcr.io/example/mod:1", "", true)]
    [InlineData("1111", "ghcr.io/example/mod:1", "", true)]
    [InlineData(
        "ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222",
        "a:1",
        "ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222",
        true)]
    [InlineData(
        "ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222",
        "a:1",
        "ghcr.io/example/mod@sha256:3333333333333333333333333333333333333333333333333333333333333333",
        false)]
    [InlineData("sha256:1111111111111111111111111111111111111111111111111111111111111111", "a:1", "", true)]
    [InlineData("sha256:2222222222222222222222222222222222222222222222222222222222222222", "a:1", "", false)]
    public void An_answer_for_another_image_is_rejected(string asked, string tag, string digest, bool isIt)
    {
        var id = "sha256:" + new string('1', 64);
        var body =
            $$$"""{ "Id": "{{{id}}}", "RepoTags": ["{{{tag}}}"], "RepoDigests": ["{{{digest}}}"], "Config": { "Labels": { "a": "b" } } }""";
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        if (isIt)
            Assert.Equal(tag, client.Inspect(asked)!.Reference);
        else
            Assert.Equal("LH2067", EngineFolder.Rejection(() => client.Inspect(asked)).Code);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Id\":null}")]
    [InlineData("{\"Id\":1}")]
    [InlineData("""{"Id":"1","RepoTags":"x"}""")]
    [InlineData("""{"Id":"1","RepoTags":[1]}""")]
    [InlineData("""{"Id":"1","Config":[]}""")]
    [InlineData("""{"Id":"1","Config":{"Labels":{"a":1}}}""")]
    [InlineData("""{"Id":"1","Config":{"Labels":["a"]}}""")]
    [InlineData("""{"Id":"1","Config":{"Labels":{"a":"1","a":"2"}}}""")]
    [InlineData("""{"id":"1","config":{"labels":{"a":"b"}}}""")]
    [InlineData("""{"Id":"1","Size":"12","Config":{"Labels":{"a":"b"}}}""")]
    [InlineData("""{"Id":"1","Created":true,"Config":{"Labels":{"a":"b"}}}""")]
    [InlineData("""{"Id":"1","Created":9223372036854775807,"Config":{"Labels":{"a":"b"}}}""")]
    public void JSON_of_another_shape_is_reported(string body)
    {
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        Assert.Equal("LH2011", EngineFolder.Rejection(() => client.Inspect(Image)).Code);
    }

    [Fact]
    public void Deeply_nested_JSON_is_reported()
    {
        var deep = new string('[', 100_000);
        using var engine = _folder.Engine(FakeEngine.Json($$"""{"Id":"1","More":{{deep}}"""), out var client);

        Assert.Equal("LH2011", EngineFolder.Rejection(() => client.Inspect(Image)).Code);
    }

    public void Dispose() => _folder.Dispose();
}
