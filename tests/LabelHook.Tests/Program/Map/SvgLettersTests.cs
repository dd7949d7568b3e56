using LabelHook.Cli.Map;

namespace LabelHook.Tests.Program.Map;

public static class SvgLettersTests
{
    // Sums of the advance widths in DejaVuSans.ttf.
    [Theory]
    [InlineData("mail1", 278)]
    [InlineData(" ~", 116)]
    [InlineData("20001", 320)]
    public static void A_text_is_as_wide_as_in_the_widest_font(string text, int width) =>
        Assert.InRange(SvgLetters.Width(text, 100), width, width + text.Length);

    [Theory]
    [InlineData("mattermost12", 200, "mattermost12")]
    [InlineData("mattermost12", 50, "mat…12")]
    [InlineData("mattermost12", 20, "")]
    [InlineData("web1", 30, "web1")]
    [InlineData("web1", 20, "")]
    public static void A_name_is_cut_to_what_fits(string name, int width, string shown)
    {
        Assert.Equal(shown, SvgLetters.FitName(name, width, 11));
        Assert.InRange(SvgLetters.Width(shown, 11), 0, width);
    }

    [Fact]
    public static void Parts_are_wrapped_to_lines_that_fit() => Assert.Equal(
        ["one · two", "three"], SvgLetters.Wrap(["one", "two", "three"], 60, 10));
}
