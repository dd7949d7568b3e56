namespace LabelHook.Tests.Images.Engines;

public sealed class EngineListTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    [Fact]
    public void A_list_contains_the_images_with_names()
    {
        const string Labels = """{"org.nethserver.tcp-ports-demand":"1"}""";
        using var engine = _folder.Engine(
            FakeEngine.Json($$$"""
                [{"Id":"1","RepoTags":["b:1",null,"<none>:<none>"],"Created":7,"Labels":{{{Labels}}}},{"Id":"2","RepoTags":["a:1"],"Created":-62135596800,"Labels":{{{Labels}}}},
                {"Id":"3","RepoTags":null,"Created":7,"Labels":{{{Labels}}}},{"Id":"4","Labels":null},{"Id":"5","Labels":{"a":"b"}},null,{}]
                """),
            out var client);

        Assert.Equal(
            ["a:1", "b:1"], client.List().Select(image => image.Image.Reference).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Misspelt_labels_and_the_time_of_an_image_are_listed()
    {
        using var engine = _folder.Engine(
            FakeEngine.Json(
                """[{"Id":"1","RepoTags":["a:1"],"Created":1700000000,"Labels":{"org.nethserver.tcp-port-demand":"1"}}]"""),
            out var client);

        var image = Assert.Single(client.List()).Image;

        Assert.Equal("org.nethserver.tcp-port-demand", Assert.Single(image.Labels).Key);
        Assert.Equal(1_700_000_000, image.Created?.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("{}", "LH2011")]
    [InlineData("[1]", "LH2011")]
    [InlineData("""[{"Id":"1","Created":9223372036854775807}]""", "LH2011")]
    [InlineData("""[{"Id":null,"Labels":{"org.nethserver.tcp-ports-demand":"1"}}]""", "LH2011")]
    [InlineData("""[{"Id":"1","Labels":{"org.nethserver.tcp-ports-demand":1}}]""", "LH2011")]
    public void A_list_of_another_shape_is_reported(string body, string code)
    {
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        Assert.Equal(code, EngineFolder.Rejection(() => client.List()).Code);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_list_may_be_empty(string body)
    {
        using var engine = _folder.Engine(FakeEngine.Json(body), out var client);

        Assert.Empty(client.List());
    }

    [Fact]
    public void A_list_of_too_many_names_is_reported()
    {
        var names = string.Join(',', Enumerable.Range(0, 50_001).Select(number => $"\"a:{number}\""));
        using var engine = _folder.Engine(
            FakeEngine.Json(
                $$$"""[{"Id":"1","RepoTags":[{{{names}}}],"Labels":{"org.nethserver.tcp-ports-demand":"1"}}]"""),
            out var client);

        Assert.EndsWith(
            "answered the request for its images with more than 50000 names",
            EngineFolder.Rejection(() => client.List()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_too_many_small_objects_is_reported()
    {
        using var engine = _folder.Engine(
            FakeEngine.Json($"[{string.Join(',', Enumerable.Repeat("{}", 200_000))}]"), out var client);

        Assert.EndsWith(
            "answered the request for its images with more than 200000 objects",
            EngineFolder.Rejection(() => client.List()).Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
