using System.Text;
using LabelHook.Acceptance.Faults;

namespace LabelHook.Acceptance.Cluster;

// A publisher that is killed at any point leaves the old publication or the new one, and never parts of both.
public static class KilledPublisherTests
{
    private const string Options = "--take-over";

    [Fact]
    public static async Task A_publisher_that_is_killed_leaves_the_old_publication_or_the_new_one()
    {
        await using var redis = await Redis.StartAsync();
        await using var folder = new TemporaryFolder();
        await using var old = new ClusterHost("3", redis);
        await using var next = new ClusterHost("3", redis);
        await old.AllocateAsync("mail1", 2);
        await old.AllocateAsync("mail1", 1, "udp");
        await next.AllocateAsync("web1", 3);
        await next.AllocateAsync("web2", 5, "udp");
        await next.PublishAsync(Options);
        var newContent = await redis.ContentAsync("3");
        await old.PublishAsync(Options);
        var oldContent = await redis.ContentAsync("3");
        var sent = await CutAsync(next, redis, folder, long.MaxValue);
        Assert.Equal(newContent, await redis.ContentAsync("3"));

        var found = new HashSet<string>(StringComparer.Ordinal);
        // The last bytes first: they are those that change something.
        foreach (var bytes in Sweep.IsFull ? Enumerable.Range(1, sent.Count).Reverse() : Commands(sent))
        {
            await old.PublishAsync(Options);
            await CutAsync(next, redis, folder, bytes);

            var content = await redis.ContentAsync("3");
            Assert.True(content == oldContent || content == newContent, $"after {bytes} bytes:\n{content}");
            found.Add(content);
        }

        Assert.Equal(2, found.Count);
    }

    private static async Task<IReadOnlyList<byte>> CutAsync(ClusterHost host, Redis redis, TemporaryFolder folder, long bytes)
    {
        await using var connection = new CutConnection(folder["cut"], redis.Socket, bytes);
        await host.RunAsync("publish", Options, "--timeout", "1", "--redis", $"unix://{connection.Path}");
        await connection.DisposeAsync();
        return connection.Sent;
    }

    // The ends of the commands; each is an array of texts with their lengths,
    // https://redis.io/docs/latest/develop/reference/protocol-spec/#arrays.
    private static List<int> Commands(IReadOnlyList<byte> sent)
    {
        var ends = new List<int>();
        var text = Encoding.Latin1.GetString([.. sent]);
        for (var at = 0; at < text.Length; ends.Add(at))
        {
            for (var parts = ReadNumber('*'); parts > 0; parts--)
            {
                var length = ReadNumber('$');
                at += length + 2;
            }

            int ReadNumber(char kind)
            {
                Assert.Equal(kind, text[at]);
                var end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
                var number = int.Parse(text.AsSpan(at + 1, end - at - 1), null);
                at = end + 2;
                return number;
            }
        }

        return ends;
    }
}
