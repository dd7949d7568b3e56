using LabelHook.Images;
using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

// What an engine may answer, and what is made of it: an image that is known, or a sentence that names the engine.
public sealed class ContainerEngineTests : IDisposable
{
    private const string Image = "ghcr.io/example/mod:1";
    private const string Known = """
        {"Id":"sha256:1","RepoTags":["ghcr.io/example/mod:1"],"Created":"2026-01-02T03:04:05.678901234Z","Architecture":"amd64","Os":"linux","Config":{"Labels":{"a":"b","c":null}}}
        """;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void An_image_is_read_with_its_labels()
    {
        using var engine = Engine(FakeEngine.Json(Known), out var client);

        var image = client.Inspect(Image)!;

        Assert.Equal((Image, "sha256:1", "b"), (image.Reference, image.Id, Assert.Single(image.Labels).Value));
        Assert.Equal(2026, image.Created?.Year);
        Assert.Equal("GET /images/ghcr.io/example/mod:1/json HTTP/1.1", engine.Request);
    }

    [Theory]
    [InlineData("/docker/a%b#c d.sock")]
    [InlineData("/ü.sock")]
    public void A_sockets_path_may_have_any_characters(string path)
    {
        Directory.CreateDirectory(_folder.Path + "/docker");
        using var engine = new FakeEngine(_folder.Path + path, FakeEngine.Json(Known));
        using var client = new ContainerEngine(engine.Address, Wait);

        Assert.NotNull(client.Inspect(Image));
    }

    [Fact]
    public void An_image_that_is_not_there_is_no_error()
    {
        using var engine = Engine(FakeEngine.Json("""{"message":"No such image"}""", 404), out var client);

        Assert.Null(client.Inspect(Image));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "LH2011")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\n<html>", "LH2011")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", "LH2011")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{}", "LH2064")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\n", "LH2063")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", "LH2064")]
    [InlineData("HTTP/1.1 307 X\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n", "LH2065")]
    [InlineData("HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 101 X\r\n\r\n", "LH2009")]
    [InlineData("HTTP/1.1 100 X\r\n\r\n", "LH2064")]
    [InlineData("HTTP/1.1 500 X\r\nContent-Length: 23\r\n\r\n{\"message\":\"disk full\"}", "LH2009")]
    [InlineData("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n", "LH2060")]
    [InlineData("HTTP/1.1 \u001b]0;pwned\u0007 OK\r\n\r\n", "LH2063")]
    [InlineData("\u0015\u0003\u0001\u0000\u0002\u0002\u0046", "LH2064")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "LH2063")]
    [InlineData("", "LH2064")]
    public void What_is_no_answer_is_told_in_a_sentence(string answer, string code)
    {
        using var engine = Engine(answer, out var client);

        var problem = Refused(() => client.Inspect(Image));

        Assert.Equal(code, problem.Code);
        Assert.Contains(engine.Address.ToString(), problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(problem.Message, char.IsControl);
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
    public void JSON_of_another_shape_is_told(string body)
    {
        using var engine = Engine(FakeEngine.Json(body), out var client);

        Assert.Equal("LH2011", Refused(() => client.Inspect(Image)).Code);
    }

    [Fact]
    public void JSON_that_is_nested_deeply_is_told()
    {
        var deep = new string('[', 100_000);
        using var engine = Engine(FakeEngine.Json($$"""{"Id":"1","More":{{deep}}"""), out var client);

        Assert.Equal("LH2011", Refused(() => client.Inspect(Image)).Code);
    }

    // What docker's containerd store answers for an image that it lacks the configuration of, and kin.
    [Theory]
    [InlineData("""{"Id":"1","Architecture":"","Os":"","RootFS":{},"Config":{"Labels":null,"User":""}}""")]
    [InlineData("""{"Id":"1","Architecture":"","Os":"","Config":{"Labels":{}}}""")]
    [InlineData("""{"Id":"1","Config":{}}""")]
    [InlineData("""{"Id":"1","Config":{"Labels":{}},"config":{"Labels":{"a":"1"}}}""")]
    [InlineData("""{"Id":"1","Architecture":"amd64","Os":"linux"}""")]
    [InlineData("""{"Id":"1","Architecture":"amd64","Os":"linux","Config":null}""")]
    public void An_image_of_unknown_labels_is_refused(string body)
    {
        using var engine = Engine(FakeEngine.Json(body), out var client);

        Assert.Equal("LH2066", Refused(() => client.Inspect(Image)).Code);
    }

    [Theory]
    [InlineData("""{"Id":"1","RepoTags":[null,""],"Config":{"Labels":{"a":"b"}}}""")]
    [InlineData("""{"Id":"1","RepoTags":null,"RepoDigests":null,"Descriptor":null,"More":[{}],"Config":{"Labels":{"a":"b"},"Env":null}}""")]
    public void What_is_odd_and_does_not_matter_is_no_reason_to_refuse(string body)
    {
        using var engine = Engine(FakeEngine.Json(body), out var client);

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
    [InlineData("ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222", "a:1", "ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222", true)]
    [InlineData("ghcr.io/example/mod@sha256:2222222222222222222222222222222222222222222222222222222222222222", "a:1", "ghcr.io/example/mod@sha256:3333333333333333333333333333333333333333333333333333333333333333", false)]
    [InlineData("sha256:1111111111111111111111111111111111111111111111111111111111111111", "a:1", "", true)]
    [InlineData("sha256:2222222222222222222222222222222222222222222222222222222222222222", "a:1", "", false)]
    public void An_answer_for_another_image_is_refused(string asked, string tag, string digest, bool isIt)
    {
        var id = "sha256:" + new string('1', 64);
        var body = $$$"""{ "Id": "{{{id}}}", "RepoTags": ["{{{tag}}}"], "RepoDigests": ["{{{digest}}}"], "Config": { "Labels": { "a": "b" } } }""";
        using var engine = Engine(FakeEngine.Json(body), out var client);

        if (isIt)
            Assert.Equal(tag, client.Inspect(asked)!.Reference);
        else
            Assert.Equal("LH2067", Refused(() => client.Inspect(asked)).Code);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", "LH2062")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2062")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n{\"Id\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2061")]
    [InlineData("HTTP/1.1 500 X\r\n\r\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "LH2061")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "20\r\n                                \r\n", "LH2061")]
    public void An_answer_without_end_is_not_kept(string start, string endless, string code)
    {
        using var engine = Engine(start, out var client, string.Concat(Enumerable.Repeat(endless, 1000)));

        Assert.Equal(code, Refused(() => client.Inspect(Image)).Code);
        Assert.Equal(code, Refused(() => client.List()).Code);
    }

    [Fact]
    public void A_list_of_more_names_than_any_host_has_is_told()
    {
        var names = string.Join(',', Enumerable.Range(0, 50_001).Select(number => $"\"a:{number}\""));
        using var engine = Engine(FakeEngine.Json($$$"""[{"Id":"1","RepoTags":[{{{names}}}],"Labels":{"org.nethserver.tcp-ports-demand":"1"}}]"""), out var client);

        Assert.EndsWith("answered with more than 50000 names", Refused(() => client.List()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_small_objects_is_told_that_would_take_far_more_room_than_its_text()
    {
        using var engine = Engine(FakeEngine.Json($"[{string.Join(',', Enumerable.Repeat("{}", 200_000))}]"), out var client);

        Assert.EndsWith("answered with more than 200000 objects", Refused(() => client.List()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"a\":\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("{\"a\":[1", ",\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1")]
    [InlineData("", "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n")]
    public async Task An_event_without_end_is_not_kept(string start, string endless)
    {
        var many = string.Concat(Enumerable.Repeat(endless, 1000));
        using var engine = Engine("HTTP/1.1 200 OK\r\n\r\n" + start, out var client, many);

        await Assert.ThrowsAsync<EngineExcessException>(() => client.WatchAsync(DateTimeOffset.UnixEpoch, () => { }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_event_is_a_hint()
    {
        using var engine = Engine("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}\n\n{\"b\":2}\r\n{}", out var client);
        var hints = 0;

        await client.WatchAsync(DateTimeOffset.FromUnixTimeSeconds(5), () => hints++, TestContext.Current.CancellationToken);

        Assert.Equal(3, hints);
        Assert.Equal("GET /events?since=5&filters=%7B%22type%22%3A%7B%22image%22%3Atrue%7D%7D HTTP/1.1", engine.Request);
    }

    [Fact]
    public async Task Events_may_go_on_for_longer_than_one_may_be()
    {
        var events = string.Concat(Enumerable.Repeat($$"""{"a":"{{new string('a', 1000)}}"}""" + "\n", 2000));
        using var engine = Engine("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + events, out var client);
        var hints = 0;

        await client.WatchAsync(DateTimeOffset.UnixEpoch, () => hints++, TestContext.Current.CancellationToken);

        Assert.Equal(2000, hints);
    }

    [Fact]
    public void A_list_holds_the_images_that_have_names()
    {
        const string Labels = """{"org.nethserver.tcp-ports-demand":"1"}""";
        using var engine = Engine(
            FakeEngine.Json($$$"""
                [{"Id":"1","RepoTags":["b:1",null,"<none>:<none>"],"Created":7,"Labels":{{{Labels}}}},{"Id":"2","RepoTags":["a:1"],"Created":-62135596800,"Labels":{{{Labels}}}},
                {"Id":"3","RepoTags":null,"Created":7,"Labels":{{{Labels}}}},{"Id":"4","Labels":null},{"Id":"5","Labels":{"a":"b"}},null,{}]
                """),
            out var client);

        Assert.Equal(["a:1", "b:1"], client.List().Select(image => image.Image.Reference).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Labels_that_nearly_are_ours_and_the_time_of_an_image_are_listed()
    {
        using var engine = Engine(
            FakeEngine.Json("""[{"Id":"1","RepoTags":["a:1"],"Created":1700000000,"Labels":{"org.nethserver.tcp-port-demand":"1"}}]"""),
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
    public void A_list_of_another_shape_is_told(string body, string code)
    {
        using var engine = Engine(FakeEngine.Json(body), out var client);

        Assert.Equal(code, Refused(() => client.List()).Code);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    public void A_list_may_be_empty(string body)
    {
        using var engine = Engine(FakeEngine.Json(body), out var client);

        Assert.Empty(client.List());
    }

    [Fact]
    public void What_becomes_of_a_pull_is_told_line_by_line()
    {
        using var engine = Engine(
            FakeEngine.Json("""
                {"status":"Pulling","id":"a","progressDetail":{"current":1,"total":2}}
                {"status":"done","id":"b","progressDetail":{}}
                {"errorDetail":{"message":"no space\u001b left"},"error":"no space left"}

                """),
            out var client);
        var seen = new List<PullProgress>();

        var problem = Refused(() => client.Pull("ghcr.io/example/mod:1", seen.Add));

        Assert.Equal([new PullProgress("a", "Pulling", 1, 2), new PullProgress("b", "done", 0, 0)], seen);
        Assert.Equal("LH2014", problem.Code);
        Assert.Equal("POST /images/create?fromImage=ghcr.io%2Fexample%2Fmod&tag=1 HTTP/1.1", engine.Request);
    }

    [Fact]
    public void A_pull_without_end_of_line_is_told()
    {
        using var engine = Engine("HTTP/1.1 200 OK\r\n\r\n{\"status\":\"", out var client, new string('a', 10_000));

        Assert.Equal("LH2061", Refused(() => client.Pull(Image, _ => { })).Code);
    }

    [Fact]
    public void What_is_in_the_way_of_a_connection_is_said_in_words()
    {
        _folder.Write("file", "");

        Assert.Contains("there is no such socket", Unreachable("/none"), StringComparison.Ordinal);
        Assert.Contains("it is not a socket", Unreachable("/file"), StringComparison.Ordinal);
        Assert.Contains("not a folder", Unreachable("/file/socket"), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Unreachable(string name)
    {
        using var client = new ContainerEngine(EngineAddress.OfSocket(_folder.Path + name)!, Wait);
        return Refused(() => client.Inspect(Image)).Message;
    }

    private static Problem Refused(Action ask) => Assert.Throws<LabelHookException>(ask).Problem;

    private FakeEngine Engine(string answer, out ContainerEngine client, string endless = "")
    {
        var engine = new FakeEngine($"{_folder.Path}/{Guid.NewGuid():N}", answer, endless);
        client = new ContainerEngine(engine.Address, Wait);
        return engine;
    }
}
