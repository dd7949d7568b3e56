using LabelHook.Nodes;
using LabelHook.Scans;

namespace LabelHook.Tests.Scans;

// Which image of its repository a module follows.
public sealed class ImageVersionTests : IDisposable
{
    private static readonly DateTimeOffset New = new(2026, 5, 5, 0, 0, 0, TimeSpan.Zero);

    private readonly ScannedNode _node = new();

    // A real time, and others that builds write: none, placeholders, and one from a wrong clock; in seconds.
    public static TheoryData<long?> Times =>
        new((long?[])[1_777_939_200, null, -62_135_596_800, 0, 1, 315_532_801, 4_000_000_000]);

    [Theory]
    [MemberData(nameof(Times))]
    public void Of_images_with_the_same_time_the_highest_version_is_installed_in_any_order_of_the_list(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        string[] tags = ["1.9", "1.10", "latest", "1.10-rc.1", "0.1", "1.2"];
        for (var i = 0; i < tags.Length; i++)
            _node.Store.Add("localhost/web:" + tags[i], $"{i}", tcp: $"{i + 1}", time);

        foreach (var seed in Enumerable.Range(1, 8))
        {
            _node.Store.Shuffle = new Random(seed);
            using var folder = new TemporaryFolder();
            var node = new Node(_node.Settings, folder.Path, TimeSpan.FromSeconds(5));
            Assert.Equal(
                "localhost/web:1.10",
                Assert.Single(
                    new Scan(node, _node.Store).Run(
                        untilStable: false, TestContext.Current.CancellationToken).Installed).Record.Image);
        }
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void Of_images_with_the_same_time_a_lower_version_is_older_and_a_higher_one_is_followed(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        _node.Store.Add("localhost/web:1.9", "a", tcp: "2", time);
        _node.Scan();
        _node.Store.Add("localhost/web:1.8", "b", tcp: "1", time);
        Assert.Single(_node.Scan().Warnings);
        _node.Store.Add("localhost/web:1.10", "c", tcp: "3", time);

        Assert.Equal("localhost/web:1.10", Assert.Single(_node.Scan().Installed).Record.Image);
    }

    [Theory]
    [MemberData(nameof(Times))]
    public void A_rebuilt_tag_is_followed_with_or_without_a_time(long? seconds)
    {
        var time = seconds is { } known ? DateTimeOffset.FromUnixTimeSeconds(known) : (DateTimeOffset?)null;
        _node.Store.Add("localhost/web:latest", "a", tcp: "2", time);
        _node.Scan();
        _node.Store.Remove("localhost/web:latest");
        _node.Store.Add("localhost/web:latest", "b", tcp: "3", time);

        Assert.Single(_node.Scan().Installed);
        Assert.Equal("web1 20001-20003 localhost/web:latest", _node.Modules);
    }

    [Fact]
    public void Another_name_of_the_installed_image_changes_nothing()
    {
        _node.Store.Add("localhost/web:2.0", "a", tcp: "2", New);
        _node.Scan();
        _node.Store.Add("localhost/web:1.0", "a", tcp: "2", New);
        _node.Store.Add("localhost/web:latest", "a", tcp: "2", New);

        var result = _node.Scan();

        Assert.Empty(result.Installed);
        Assert.Empty(result.Warnings);
        Assert.Equal("web1 20001-20002 localhost/web:2.0", _node.Modules);
    }

    [Fact]
    public void A_repository_with_ten_thousand_tags_is_scanned()
    {
        for (var i = 0; i < 10_000; i++)
            _node.Store.Add($"localhost/web:1.{i}", $"{i}", tcp: "1", New);
        _node.Store.Shuffle = new Random(1);

        Assert.Equal("localhost/web:1.9999", Assert.Single(_node.Scan().Installed).Record.Image);
        Assert.Empty(_node.Scan().Installed);
    }

    public void Dispose() => _node.Dispose();
}
