using LabelHook.Images.Engines;

namespace LabelHook.Tests.Images.Engines;

public sealed class EngineEventsTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    [Fact]
    public async Task Each_event_is_a_hint()
    {
        using var engine = _folder.Engine(
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"a\":1}\n\n{\"b\":2}\r\n{}", out var client);
        var hints = 0;

        await client.WatchAsync(
            DateTimeOffset.FromUnixTimeSeconds(5), () => hints++, TestContext.Current.CancellationToken);

        Assert.Equal(3, hints);
        Assert.Equal(
            "GET /events?since=5&filters=%7B%22type%22%3A%7B%22image%22%3Atrue%7D%7D HTTP/1.1", engine.Request);
    }

    [Fact]
    public async Task A_stream_of_events_may_be_longer_than_a_single_event_may_be()
    {
        var events = string.Concat(Enumerable.Repeat($$"""{"a":"{{new string('a', 1000)}}"}""" + "\n", 2000));
        using var engine = _folder.Engine("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + events, out var client);
        var hints = 0;

        await client.WatchAsync(DateTimeOffset.UnixEpoch, () => hints++, TestContext.Current.CancellationToken);

        Assert.Equal(2000, hints);
    }

    [Theory]
    [InlineData(
        "{\"a\":\"",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData(
        "{\"a\":[1",
        ",\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n1,\n"
            + "1,\n1,\n1")]
    [InlineData(
        "",
        "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"
            + "\n\n\n\n\n\n\n\n\n\n")]
    public async Task An_endless_event_is_cut_off(string start, string endless)
    {
        var many = string.Concat(Enumerable.Repeat(endless, 1000));
        using var engine = _folder.Engine("HTTP/1.1 200 OK\r\n\r\n" + start, out var client, many);

        await Assert.ThrowsAsync<EngineExcessException>(() => client.WatchAsync(DateTimeOffset.UnixEpoch, () => { }, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Dispose();
}
