using LabelHook.Images;
using LabelHook.Nodes;

namespace LabelHook.Tests.Scans;

public sealed class ScanRulesTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void Only_images_of_listed_repositories_become_modules()
    {
        _node.Settings = _node.Settings with { Scan = new ScanRules(Patterns("localhost/*"), Patterns("localhost/test")) };
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.Add("localhost/test:1", "b", tcp: "x");
        _node.Store.Add("ghcr.io/other/mail:1", "c", tcp: "1");

        var result = _node.Scan();

        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
        Assert.Equal((1, 0), (result.Images, result.Refused.Count));
    }

    [Fact]
    public void An_image_becomes_a_module_when_the_configuration_no_longer_excludes_it()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        var settings = _node.Settings;
        _node.Settings = settings with { Scan = new ScanRules(null, Patterns("localhost/web")) };
        Assert.Empty(_node.Scan().Installed);

        _node.Settings = settings;
        Assert.Single(_node.Scan().Installed);
    }

    [Theory]
    [InlineData("ghcr.io/nethserver/mail", "ghcr.io/nethserver/mail:1", true)]
    [InlineData("ghcr.io/nethserver/mail", "ghcr.io/nethserver/mail2:1", false)]
    [InlineData("ghcr.io/nethserver/*", "ghcr.io/nethserver/mail@sha256:00", true)]
    [InlineData("ghcr.io/nethserver/*", "ghcr.io/nethserver2/mail", false)]
    [InlineData("ghcr.io/*", "ghcr.io/nethserver/mail", true)]
    [InlineData("localhost:5000/*", "localhost:5000/mail:1", true)]
    [InlineData("web", "docker.io/library/web:1", true)]
    [InlineData("docker.io/library/web", "web:1", true)]
    [InlineData("traefik/*", "docker.io/traefik/whoami", true)]
    [InlineData("docker.io/*", "traefik/whoami", true)]
    [InlineData("docker.io/*", "web:1", true)]
    [InlineData("docker.io/*", "localhost/web:1", false)]
    public void A_pattern_matches_a_repository_or_all_below_it(string pattern, string image, bool matches) =>
        Assert.Equal(matches, Patterns(pattern)[0].Matches(ImageReference.Parse(image)));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("/*")]
    [InlineData("ghcr.io/*/mail")]
    [InlineData("ghcr.io/nethserver/m*")]
    [InlineData("ghcr.io/nethserver/mail:1")]
    [InlineData("ghcr.io/nethserver/")]
    [InlineData("mail@sha256:00")]
    public void Other_texts_are_no_pattern(string text) => Assert.False(RepositoryPattern.TryParse(text, out _));

    public void Dispose() => _node.Dispose();

    private static List<RepositoryPattern> Patterns(string text)
    {
        Assert.True(RepositoryPattern.TryParse(text, out var pattern));
        return [pattern];
    }
}
