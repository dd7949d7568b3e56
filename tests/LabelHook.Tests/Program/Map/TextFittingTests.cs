using LabelHook.Cli.Map;

namespace LabelHook.Tests.Program.Map;

public static class TextFittingTests
{
    [Theory]
    [InlineData("mail1", 5, "mail1")]
    [InlineData("mail1", 4, "mai…")]
    [InlineData("mail1", 1, "…")]
    [InlineData("mail1", 0, "")]
    [InlineData("漢字漢字", 8, "漢字漢字")]
    [InlineData("漢字漢字", 6, "漢字…")]
    [InlineData("a\u001bb", 20, "\"a\\u001bb\"")]
    public static void The_end_is_cut_off(string text, int width, string fitted)
    {
        Assert.Equal(fitted, TextFitting.Fit(text, width));
        Assert.InRange(TextFitting.Width(fitted), 0, width);
    }

    [Theory]
    [InlineData("mattermost12", 8, "matte…12")]
    [InlineData("mattermost12", 12, "mattermost12")]
    [InlineData("m123456", 5, "m123…")]
    public static void The_number_of_an_instance_is_kept(string name, int width, string fitted) =>
        Assert.Equal(fitted, TextFitting.FitName(name, width));

    [Theory]
    [InlineData("ghcr.io/nethserver/mail:1", 7, "…mail:1")]
    [InlineData("mail:1", 7, "mail:1")]
    public static void The_tag_of_an_image_is_kept(string image, int width, string fitted) =>
        Assert.Equal(fitted, TextFitting.FitEnd(image, width));

    [Theory]
    [InlineData(20, "mail1, web1, chat1")]
    [InlineData(17, "mail1, web1, +1")]
    [InlineData(10, "mail1, +2")]
    [InlineData(7, "m…1, +2")]
    public static void Names_that_do_not_fit_are_counted(int width, string fitted) =>
        Assert.Equal(fitted, TextFitting.Fit(["mail1", "web1", "chat1"], width));
}
