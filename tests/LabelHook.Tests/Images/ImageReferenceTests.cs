using LabelHook.Images;

namespace LabelHook.Tests.Images;

public static class ImageReferenceTests
{
    [Theory]
    [InlineData("alpha", "alpha", "latest", null)]
    [InlineData("alpha:1.0", "alpha", "1.0", null)]
    [InlineData("registry:5000/mod/alpha", "registry:5000/mod/alpha", "latest", null)]
    [InlineData("registry:5000", "registry", "5000", null)]
    [InlineData("mod/alpha@sha256:ab", "mod/alpha", null, "sha256:ab")]
    [InlineData("alpha:1@sha256:ab", "alpha", null, "sha256:ab")]
    [InlineData("docker.io/alpha:1", "docker.io/library/alpha", "1", null)]
    [InlineData("docker.io/alpha@sha256:ab", "docker.io/library/alpha", null, "sha256:ab")]
    [InlineData("index.docker.io/alpha", "docker.io/library/alpha", "latest", null)]
    [InlineData("index.docker.io/library/alpha", "docker.io/library/alpha", "latest", null)]
    [InlineData("index.docker.io/mod/alpha", "docker.io/mod/alpha", "latest", null)]
    [InlineData("registry-1.docker.io/alpha", "registry-1.docker.io/alpha", "latest", null)]
    public static void A_name_consists_of_repository_tag_and_digest(
        string text, string repository, string? tag, string? digest) =>
        Assert.Equal(new ImageReference(repository, tag, digest), ImageReference.Parse(text));

    [Theory]
    [InlineData("alpha:1.0@sha256:ab", true)]
    [InlineData("localhost:5000/a/b_c:1", true)]
    [InlineData("", false)]
    [InlineData("-alpha", false)]
    [InlineData("../containers/x", false)]
    [InlineData("a/../../containers/x", false)]
    [InlineData("/etc", false)]
    [InlineData("a?b", false)]
    [InlineData("a b", false)]
    [InlineData("a/", false)]
    public static void A_name_contains_nothing_with_a_special_meaning_for_an_engine(string text, bool valid) =>
        Assert.Equal(valid, ImageReference.IsName(text));

    [Theory]
    [InlineData("ghcr.io/ns/alpha", "ghcr.io/ns/alpha", 0)]
    [InlineData("alpha", "localhost/alpha", 1)]
    [InlineData("alpha", "docker.io/library/alpha", 2)]
    [InlineData("ns/alpha", "docker.io/ns/alpha", 2)]
    [InlineData("alpha", "ghcr.io/ns/alpha", 3)]
    [InlineData("ns/alpha", "ghcr.io/ns/alpha", 3)]
    [InlineData("alpha", "ghcr.io/ns/betaalpha", null)]
    [InlineData("localhost/alpha", "ghcr.io/localhost/alpha", null)]
    [InlineData("ghcr.io/alpha", "quay.io/ghcr.io/alpha", null)]
    public static void A_short_name_means_the_nearest_image(string asked, string known, int? rank) =>
        Assert.Equal(rank, ImageReference.Parse(asked).Rank(known));
}
