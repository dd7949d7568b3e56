using System.Globalization;
using LabelHook.Acceptance.Engines;
using LabelHook.Acceptance.Nodes;

namespace LabelHook.Acceptance.Scans;

// An engine that never answers the same twice, or never answers, does not block a scan or a watch.
public sealed class EndlessEngineTests : IAsyncDisposable
{
    // Enough for dockerd to list them in a changing order if all were built within one second.
    private const int Images = 12;

    private readonly TemporaryFolder _folder = new();

    private string Engine => "unix://" + _folder["engine.sock"];

    [Fact]
    public async Task A_scan_ends_if_images_of_one_second_are_listed_in_a_changing_order()
    {
        await using var engine = Shuffling();
        await using var node = new Node();

        var scan = (await node.RunAsync("scan", "--until-stable", "--engine", Engine)).Succeeded();

        Assert.Equal(Images, scan.Lines.Count);
        Assert.Equal("", scan.Errors);
    }

    [Fact]
    public async Task A_watch_is_ready_if_images_of_one_second_are_listed_in_a_changing_order()
    {
        await using var engine = Shuffling();
        await using var watch = new WatchingProgram(_folder, Engine);

        Assert.Equal("READY=1", watch.Notice());

        Assert.Equal(Images, Directory.GetDirectories(_folder["state/modules"]).Length);
        Assert.Equal(0, await watch.StopAsync());
    }

    [Fact]
    public async Task A_watch_stops_on_a_signal_even_if_the_engine_does_not_answer()
    {
        await using var engine = new FakeEngine(_folder["engine.sock"]);
        engine.Listen();
        await using var watch = new WatchingProgram(_folder, ["watch", "--engine", Engine, "--timeout", "3600"]);
        using var call = await engine.AcceptAsync();

        Assert.Equal(0, await watch.StopAsync());
        Assert.Equal("STOPPING=1", watch.Notice());
    }

    [Fact]
    public async Task A_scan_that_waits_for_an_engine_is_killed_by_a_signal_and_changes_nothing()
    {
        await using var engine = new FakeEngine(_folder["engine.sock"]);
        engine.Listen();
        await using var scan = new WatchingProgram(_folder, ["scan", "--engine", Engine, "--timeout", "3600"]);
        using var call = await engine.AcceptAsync();

        Assert.Equal(143, await scan.StopAsync());

        Assert.Equal("labelhook: warning: scan interrupted; the next scan continues from here\n", scan.Log);
        Assert.False(Directory.Exists(_folder["state"]));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private FakeEngine Shuffling()
    {
        var random = new Random(1);
        var images = Enumerable.Range(0, Images).Select(Image).ToArray();
        var engine = new FakeEngine(_folder["engine.sock"]);
        engine.Answer(request =>
        {
            random.Shuffle(images);
            if (request.Contains("/images/json", StringComparison.Ordinal))
                return Reply($"[{string.Join(',', images)}]");
            return Reply(AskedImage(request) is { } id ? Inspected(id) : """{"ApiVersion":"1.41"}""");
        });
        return engine;
    }

    private static string? AskedImage(string request) =>
        request.Split("/images/") is [_, var rest] ? rest.Split('/')[0] : null;

    // Each image has a layer of its own.
    private static string Inspected(string id) => $$$"""
        {"Id":"{{{id}}}","Os":"linux","Architecture":"amd64","Config":{},"RootFS":{"Type":"layers","Layers":["{{{id}}}"]}}
        """;

    private static string Image(int number)
    {
        var (id, name) = (number.ToString("x64", CultureInfo.InvariantCulture), number.ToString());
        return $$$"""
            {"Id":"sha256:{{{id}}}","RepoTags":["localhost/app{{{name}}}:1"],"Created":1700000000,"Labels":{"org.nethserver.tcp-ports-demand":"1"}}
            """;
    }

    private static string Reply(string json) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\nConnection: close\r\n"
            + $"\r\n{json}";
}
