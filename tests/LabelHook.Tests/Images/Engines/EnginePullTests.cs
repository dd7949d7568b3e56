using LabelHook.Images;

namespace LabelHook.Tests.Images.Engines;

public sealed class EnginePullTests : IDisposable
{
    private const string Image = "ghcr.io/example/mod:1";

    private readonly EngineFolder _folder = new();

    [Fact]
    public void The_progress_of_a_pull_is_reported_line_by_line()
    {
        using var engine = _folder.Engine(
            FakeEngine.Json("""
                {"status":"Pulling","id":"a","progressDetail":{"current":1,"total":2}}
                {"status":"done","id":"b","progressDetail":{}}
                {"errorDetail":{"message":"no space\u001b left"},"error":"no space left"}

                """),
            out var client);
        var seen = new List<PullProgress>();

        var problem = EngineFolder.Rejection(() => client.Pull("ghcr.io/example/mod:1", seen.Add));

        Assert.Equal([new PullProgress("a", "Pulling", 1, 2), new PullProgress("b", "done", 0, 0)], seen);
        Assert.Equal("LH2014", problem.Code);
        Assert.Equal("POST /images/create?fromImage=ghcr.io%2Fexample%2Fmod&tag=1 HTTP/1.1", engine.Request);
    }

    [Fact]
    public void An_endless_line_of_a_pull_is_reported()
    {
        using var engine = _folder.Engine(
            "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"", out var client, new string('a', 10_000));

        Assert.Equal("LH2061", EngineFolder.Rejection(() => client.Pull(Image, _ => { })).Code);
    }

    public void Dispose() => _folder.Dispose();
}
