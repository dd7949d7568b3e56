using LabelHook.Cli.Options;

namespace LabelHook.Tests.Program.Options;

public static class PastTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90m", "2026-11-26T10:30:00Z")]
    [InlineData("24h", "2026-11-25T12:00:00Z")]
    [InlineData("7d", "2026-11-19T12:00:00Z")]
    [InlineData("1s", "2026-11-26T11:59:59Z")]
    [InlineData("2026-11-22T10:30:00Z", "2026-11-22T10:30:00Z")]
    [InlineData("2026-11-22T10:30:00+02:00", "2026-11-22T08:30:00Z")]
    public static void A_time_is_an_age_or_has_an_offset_from_UTC(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, null), PastTime.Parse(text, Now));

    [Theory]
    [InlineData("2026-11-22", 0, 0, 0)]
    [InlineData("2026-11-22 10:30", 10, 30, 0)]
    [InlineData("2026-11-22 10:30:05", 10, 30, 5)]
    [InlineData("2026-11-22T10:30:05", 10, 30, 5)]
    public static void A_time_without_an_offset_is_on_the_clock_of_the_host(
        string text, int hour, int minute, int second) =>
        Assert.Equal(
            new DateTimeOffset(new DateTime(2026, 11, 22, hour, minute, second, DateTimeKind.Local)),
            PastTime.Parse(text, Now));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("-1h")]
    [InlineData("1w")]
    [InlineData("1.5h")]
    [InlineData("70000d")]
    [InlineData("10:30")]
    [InlineData("2026-13-01")]
    [InlineData("2026-11-22 25:00")]
    [InlineData("yesterday")]
    public static void Any_other_text_is_rejected(string text)
    {
        var error = Assert.Throws<LabelHookException>(() => PastTime.Parse(text, Now));

        Assert.Equal("LH1130", error.Problem.Code);
    }
}
