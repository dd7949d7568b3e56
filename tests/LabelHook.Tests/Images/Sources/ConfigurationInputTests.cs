using System.Text;
using LabelHook.Images.Sources;

namespace LabelHook.Tests.Images.Sources;

public static class ConfigurationInputTests
{
    [Fact]
    public static void A_configuration_is_an_image_without_a_name_and_an_ID()
    {
        var image = Read(
            """
            {"architecture":"amd64","os":"linux","config":{"Labels":{"org.nethserver.tcp-ports-demand":"2"}},
            "rootfs":{"type":"layers","diff_ids":[]}}
            """);

        Assert.Equal(("-", "", "2"), (image.Reference, image.Id, image.Labels["org.nethserver.tcp-ports-demand"]));
    }

    [Fact]
    public static void An_image_may_have_no_labels() =>
        Assert.Empty(Read("""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers"}}""").Labels);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData(" \n", "it is empty")]
    [InlineData("FROM scratch", "it is not JSON")]
    [InlineData("{\"os\":\"linux\"} {}", "it is not JSON")]
    [InlineData("1", "it is not an object")]
    [InlineData("null", "it is not an object")]
    [InlineData("[{\"Id\":\"x\",\"Config\":{\"Labels\":{}}}]", "it is a list, as 'podman image inspect' prints it")]
    [InlineData(
        """{"Name":"x","RepoTags":[],"Labels":{"a":"b"},"Architecture":"amd64","Os":"linux","Layers":[]}""",
        "it describes an image, as 'skopeo inspect' without --config prints it")]
    [InlineData("""{"schemaVersion":2,"config":{}}""", "it is a manifest, as 'skopeo inspect --raw' prints it")]
    [InlineData("{}", "it has no \"rootfs\", as every configuration has")]
    [InlineData("""{"config":{"Labels":{"a":"b"}}}""", "it has no \"rootfs\", as every configuration has")]
    [InlineData("""{"rootfs":{}}""", "it does not name an operating system and an architecture, as every image does")]
    [InlineData("""{"rootfs":{},"config":{"Labels":{"a":1}}}""", "\"Labels\" must be a string")]
    [InlineData("""{"rootfs":{},"config":{},"Config":{}}""", "\"config\" is given more than once")]
    [InlineData("""{"rootfs":{},"config":{"Labels":{"a":"\ud800"}}}""", "a string in it is not valid Unicode")]
    public static void Other_JSON_is_rejected(string text, string reason)
    {
        var problem = Assert.Throws<LabelHookException>(() => Read(text)).Problem;

        Assert.Equal("LH1017", problem.Code);
        Assert.StartsWith(
            $"standard input cannot be used: {reason}; accepted: ", problem.Message, StringComparison.Ordinal);
        Assert.EndsWith("as 'skopeo inspect --config' prints it", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public static void More_than_8_MiB_are_rejected() => Assert.Contains(
        "it is larger than 8 MiB",
        Assert.Throws<LabelHookException>(() => ConfigurationInput.Read(null)).Problem.Message,
        StringComparison.Ordinal);

    private static LabelHook.Images.ModuleImage Read(string text) =>
        ConfigurationInput.Read(Encoding.UTF8.GetBytes(text));
}
