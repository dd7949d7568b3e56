using LabelHook.Images;
using LabelHook.Images.Archives;
using LabelHook.Images.Manifests;
using LabelHook.Tests.Images.Archives;

namespace LabelHook.Tests.Images.Manifests;

public sealed class PlatformSelectorTests : IDisposable
{
    private static readonly Platform Amd64 = new("linux", "amd64", "");
    private static readonly Platform Arm64 = new("linux", "arm64", "");

    private readonly TemporaryFolder _folder = new();
    private readonly Layout _layout = new();

    [Theory]
    [InlineData("arm64", "linux/amd64 linux/arm64/v8", "linux/arm64/v8")]
    [InlineData("arm64", "linux/arm64 linux/arm64/v8", "linux/arm64/v8")]
    [InlineData("arm64", "linux/arm64/v9 linux/arm64", "linux/arm64")]
    [InlineData("amd64", "linux/amd64/v3 linux/amd64", "linux/amd64")]
    [InlineData("amd64", "linux/amd64/v1 linux/amd64", "linux/amd64")]
    [InlineData("amd64", "linux/amd64/v3 linux/amd64/v1", "linux/amd64/v1")]
    [InlineData("amd64", "unknown/unknown windows/amd64 linux/amd64", "linux/amd64")]
    public void The_image_for_this_platform_is_chosen(string architecture, string platforms, string chosen) =>
        Assert.Equal(chosen, Read(new Platform("linux", architecture, ""), Index(platforms)));

    [Fact]
    public void The_available_platforms_are_listed_if_none_fits()
    {
        var problem = Assert.Throws<LabelHookException>(
            () => Read(Arm64, Index("linux/amd64 linux/s390x unknown/unknown"))).Problem;

        Assert.Equal("LH2034", problem.Code);
        Assert.Contains(
            """no image for linux/arm64: it has "linux/amd64", "linux/s390x" """.TrimEnd(),
            problem.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("unknown", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_nested_index_is_searched() =>
        Assert.Equal("linux/amd64", Read(Amd64, Nested(Index("linux/arm64 linux/amd64"), 3)));

    [Fact]
    public void An_image_without_a_platform_is_the_last_resort()
    {
        var bare = Layout.Descriptor(_layout.Image("bare"));
        var nested = _layout.Blob(
            Layout.Index(
                bare,
                Layout.Descriptor(_layout.Blob(Layout.Index(Layout.For(_layout.Image("right"), "linux/amd64"))))));

        Assert.Equal("right", Read(Amd64, nested));
        Assert.Equal("bare", Read(Arm64, nested));
    }

    [Fact]
    public void An_artifact_is_not_the_last_resort()
    {
        var artifact = Layout.Descriptor(
            _layout.Blob(Layout.Manifest(_layout.Blob("{}"), "application/vnd.oci.empty.v1+json")));
        var foreign = Layout.For(_layout.Image("foreign"), "linux/s390x");

        var problem = Assert.Throws<LabelHookException>(
            () => Read(Amd64, _layout.Blob(Layout.Index(artifact, foreign)))).Problem;
        Assert.Equal("LH2034", problem.Code);
        Assert.Equal(
            "bare", Read(Amd64, _layout.Blob(Layout.Index(artifact, Layout.Descriptor(_layout.Image("bare"))))));
    }

    [Fact]
    public void An_artifact_for_this_platform_is_not_an_image()
    {
        var artifact = _layout.Blob(Layout.Manifest(_layout.Blob("{}"), "application/vnd.wasm.config.v0+json"));

        var index = _layout.Blob(Layout.Index(Layout.For(artifact, "linux/amd64")));

        Assert.Equal("LH2070", Assert.Throws<LabelHookException>(() => Read(Amd64, index)).Problem.Code);
    }

    [Fact]
    public void An_index_that_is_nested_too_deeply_is_rejected() =>
        Assert.Equal(
            "LH2035",
            Assert.Throws<LabelHookException>(() => Read(Amd64, Nested(Index("linux/amd64"), 9))).Problem.Code);

    [Fact]
    public void An_index_that_grows_without_end_is_rejected()
    {
        var index = _layout.Blob(Layout.Index());
        for (var depth = 0; depth < 5; depth++)
            // 100,000 ways, all without an image.
            index = _layout.Blob(Layout.Index([.. Enumerable.Repeat(Layout.Descriptor(index), 10)]));

        Assert.Equal("LH2035", Assert.Throws<LabelHookException>(() => Read(Amd64, index)).Problem.Code);
    }

    public void Dispose() => _folder.Dispose();

    private string Index(string platforms) => _layout.Blob(
        Layout.Index([.. platforms.Split(' ').Select(platform => Layout.For(_layout.Image(platform), platform))]));

    private string Nested(string digest, int times) =>
        times == 0 ? digest : Nested(_layout.Blob(Layout.Index(Layout.Descriptor(digest))), times - 1);

    private string Read(Platform platform, string digest)
    {
        _layout.Named(Layout.Descriptor(digest)).Folder(_folder);
        using var files = new LayoutFolder(_folder["layout"], ReadDeadline.In(TimeSpan.FromSeconds(30), "layout"));
        return OciLayout.Read(files, null, "asked", platform).Labels["test"];
    }
}
