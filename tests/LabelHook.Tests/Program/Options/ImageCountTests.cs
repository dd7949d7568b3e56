using LabelHook.Cli.Options;

namespace LabelHook.Tests.Program.Options;

public static class ImageCountTests
{
    [Theory]
    [InlineData("web:1", "web:1", 1)]
    [InlineData("web:1=3", "web:1", 3)]
    [InlineData("localhost:5000/web@sha256:00=25", "localhost:5000/web@sha256:00", 25)]
    [InlineData("-=2", "-", 2)]
    [InlineData("-", "-", 1)]
    [InlineData("x.yaml=07", "x.yaml", 7)]
    [InlineData("a=b.yaml", "a=b.yaml", 1)]
    [InlineData("a=b.yaml=2", "a=b.yaml", 2)]
    [InlineData("Containerfile.web=2", "Containerfile.web", 2)]
    [InlineData("a=2.Containerfile", "a=2.Containerfile", 1)]
    [InlineData("oci:/a=b/layout", "oci:/a=b/layout", 1)]
    [InlineData("oci:/a=b/layout=4", "oci:/a=b/layout", 4)]
    [InlineData("oci:x=2:tag", "oci:x=2:tag", 1)]
    [InlineData("oci:x=2=1", "oci:x=2", 1)]
    public static void An_image_can_have_a_count(string text, string image, int count) =>
        Assert.Equal(new ImageCount(image, count), ImageCount.Parse(text, 25));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("26")]
    [InlineData("99999999999")]
    [InlineData("1.5")]
    [InlineData("two")]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("\u0663")]
    public static void Any_other_count_is_rejected(string count)
    {
        var problem = Assert.Throws<LabelHookException>(() => ImageCount.Parse($"web:1={count}", 25)).Problem;

        Assert.Equal(
            ("LH1112", $"invalid count \"{count}\" of image \"web:1\": must be a whole number from 1 to 25"),
            (problem.Code, problem.Message));
    }
}
