using LabelHook.Images;

namespace LabelHook.Tests.Images;

public static class ImageTransportTests
{
    [Theory]
    [InlineData("docker://alpha:1")]
    [InlineData("docker-daemon:alpha:1")]
    [InlineData("dir:/tmp/alpha")]
    [InlineData("dir:alpha")]
    [InlineData("sif:alpha.sif")]
    [InlineData("ostree:ghcr.io/mod/alpha@/ostree/repo")]
    [InlineData("tarball:/tmp/alpha.tar")]
    [InlineData("atomic:registry.example/mod/alpha:1")]
    public static void An_unsupported_transport_is_named(string image)
    {
        var problem = Assert.Throws<LabelHookException>(() => ImageTransport.RefuseUnknown(image)).Problem;

        Assert.Equal("LH2056", problem.Code);
        Assert.Contains($"transport {image.Split(':')[0]}: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains("containers-storage:NAME", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker:latest")]
    [InlineData("tarball:1")]
    [InlineData("mod/dir:1")]
    [InlineData("oci:dir")]
    [InlineData("containers-storage:alpha")]
    [InlineData("alpha")]
    public static void A_name_that_starts_like_a_transport_is_a_name(string image) =>
        ImageTransport.RefuseUnknown(image);
}
