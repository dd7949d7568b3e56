using System.Globalization;
using LabelHook.Images;

namespace LabelHook.Tests.Images;

public sealed class ImageAgeTests
{
    private static readonly DateTimeOffset Now = Time("2026-06-01T00:00:00Z")!.Value;

    [Theory]
    [InlineData("mod:1.0", "2025-01-01T00:00:00Z", "mod:2.0", "2026-05-05T00:00:00Z")]
    [InlineData("mod:2.0", "2025-01-01T00:00:00Z", "mod:1.0", "2026-05-05T00:00:00Z")] // time comes before tags
    [InlineData("mod:1.9", "2026-05-05T00:00:00Z", "mod:1.10", "2026-05-05T00:00:00Z")]
    // The list of docker has whole seconds.
    [InlineData("mod:1.9", "2026-05-05T00:00:00.9Z", "mod:1.10", "2026-05-05T00:00:00.1Z")]
    [InlineData("mod:1.0", null, "mod:2.0", null)]
    [InlineData("mod:1.0", "2026-05-05T00:00:00Z", "mod:2.0", null)]
    [InlineData("mod:1.0", "2026-05-05T00:00:00Z", "mod:2.0", "0001-01-01T00:00:00Z")]
    [InlineData("mod:1.0", "2026-05-05T00:00:00Z", "mod:2.0", "1970-01-01T00:00:00Z")]
    [InlineData("mod:1.0", "2026-05-05T00:00:00Z", "mod:2.0", "1980-01-01T00:00:01Z")] // what buildpacks write
    [InlineData("mod:1.0", "2099-01-01T00:00:00Z", "mod:2.0", "2026-05-05T00:00:00Z")] // a clock that was wrong
    [InlineData("mod:1.0", "2026-05-05T00:00:00Z", "mod:2.0", "2026-06-01T12:00:00Z")] // a clock that is ahead a little
    [InlineData("mod:latest", "2026-05-05T00:00:00Z", "mod:2.0", "2026-05-05T00:00:00Z")]
    [InlineData("mod@sha256:00", null, "mod:latest", null)]
    public void One_image_is_older_than_another(string older, string? olderTime, string newer, string? newerTime)
    {
        var (one, other) = (
            ImageAge.FromImage(older, Time(olderTime), Now), ImageAge.FromImage(newer, Time(newerTime), Now));

        Assert.True(one.IsOlderThan(other));
        Assert.False(other.IsOlderThan(one));
    }

    [Theory]
    [InlineData("2026-05-05T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData(null)]
    public void A_tag_that_was_rebuilt_at_the_same_time_is_not_older(string? time) =>
        Assert.False(
            ImageAge.FromImage("mod:latest", Time(time), Now)
                .IsOlderThan(ImageAge.FromImage("mod:latest", Time(time), Now)));

    [Fact]
    public void The_newest_image_does_not_depend_on_the_order()
    {
        var dated = new[]
        {
            ("mod:3.0", "2026-01-01T00:00:00Z"),
            ("mod:1.0", "2026-03-03T00:00:00Z"),
            ("mod:2.0", "2026-03-03T00:00:00Z"),
        };

        Assert.Equal("mod:2.0", Newest(dated));
        Assert.Equal("mod:2.0", Newest([.. dated.Reverse()]));
        // If one has no time, the tags decide.
        Assert.Equal("mod:3.0", Newest([.. dated, ("mod:latest", "1970-01-01T00:00:00Z")]));
    }

    private static string Newest((string Reference, string Time)[] images) =>
        ImageAge.Newest(images, image => ImageAge.FromImage(image.Reference, Time(image.Time), Now)).Reference;

    private static DateTimeOffset? Time(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
