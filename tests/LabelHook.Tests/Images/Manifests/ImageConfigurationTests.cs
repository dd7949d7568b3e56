using System.Globalization;
using System.Text.Json;
using LabelHook.Images.Manifests;

namespace LabelHook.Tests.Images.Manifests;

public sealed class ImageConfigurationTests
{
    [Theory]
    [InlineData("""{"created":"2026-05-05T01:02:03.123456789Z"}""", "2026-05-05T01:02:03Z")]
    [InlineData("""{"created":"2026-05-05T01:02:03+02:00"}""", "2026-05-04T23:02:03Z")]
    [InlineData("""{"created":"0001-01-01T00:00:00Z"}""", "0001-01-01T00:00:00Z")]
    [InlineData("""{"created":""}""", null)]
    [InlineData("""{"created":"yesterday"}""", null)]
    [InlineData("""{"created":0}""", null)]
    [InlineData("""{"created":null}""", null)]
    [InlineData("{}", null)]
    public void An_invalid_date_is_ignored(
        string configuration, string? expected)
    {
        var created = ImageConfiguration.ReadCreated(JsonElement.Parse(configuration));

        var seconds = expected is null ? (long?)null : DateTimeOffset.Parse(
            expected, CultureInfo.InvariantCulture).ToUnixTimeSeconds();
        Assert.Equal(seconds, created?.ToUnixTimeSeconds());
    }
}
