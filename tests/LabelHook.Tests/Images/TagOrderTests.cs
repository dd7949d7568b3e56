using LabelHook.Images;

namespace LabelHook.Tests.Images;

public sealed class TagOrderTests
{
    [Theory]
    [InlineData("1.9", "1.10")]
    [InlineData("9", "10")]
    [InlineData("1.2.3", "1.2.4")]
    [InlineData("1.2", "1.2.1")]
    [InlineData("1.10.0-rc.2", "1.10.0")]
    [InlineData("1.10.0-rc.2", "1.10.0-rc.10")]
    [InlineData("1.10.0-rc2", "1.10.0-rc10")]
    [InlineData("1.10.0-alpha", "1.10.0-beta")]
    [InlineData("1.10.0-beta.3", "1.10.0-rc.1")]
    [InlineData("1.0.13-dev.2", "1.0.13")]
    [InlineData("1.0.12", "1.0.13-dev.2")]
    [InlineData("1.10.0-RC1", "1.10.0")]
    [InlineData("16", "16-alpine")]
    [InlineData("16-alpine", "16.1")]
    [InlineData("v1.9", "v1.10")]
    [InlineData("v1.9", "1.10")]
    [InlineData("1.9", "V1.10")]
    [InlineData("20260101", "20260102")]
    [InlineData("2025-12-31", "2026-01-01")]
    [InlineData("latest", "0.1")]
    [InlineData("main", "1.0-alpha")]
    [InlineData("", "latest")]
    [InlineData("dev", "main")]
    [InlineData("99999999999999999999999999", "100000000000000000000000000")]
    [InlineData("1.09", "1.10")]
    public void The_higher_version_wins_in_either_order(string less, string greater)
    {
        Assert.True(TagOrder.Default.Compare(less, greater) < 0);
        Assert.True(TagOrder.Default.Compare(greater, less) > 0);
    }

    [Fact]
    public void The_order_of_tags_does_not_depend_on_the_order_of_the_list()
    {
        string[] tags =
        [
            "1.0", "v1.0", "1.00", "1_0", "1.0-", "latest", "Latest", "", "1.0-rc", "1.0-rc.1", "1.0.0", "1.0-x", "2",
            "10", "1e5",
        ];

        var sorted = tags.Order(TagOrder.Default).ToList();

        foreach (var seed in Enumerable.Range(1, 50))
        {
            var shuffled = tags.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(sorted, shuffled.Order(TagOrder.Default));
        }
    }
}
