using LabelHook.Images.Manifests;
using static LabelHook.Tests.Images.Stores.StoreWriter;

namespace LabelHook.Tests.Images.Stores;

// From a name in the store to the labels of the image.
public sealed class StoreImageReaderTests : IDisposable
{
    private static readonly string Host = Platform.Host.Architecture;

    private readonly StoreHost _host = new();

    [Fact]
    public void A_manifest_list_resolves_to_the_image_for_this_host()
    {
        _host.Configure(additional: true);
        var list = List(("plan9", Host, '4'), ("linux", "s390x", '5'), ("linux", Host, '6'));
        _host.Store("main").Record('9', ["ghcr.io/mod/list:1"], new() { ["manifest"] = list }, '7')
            .Image('1', [], "s390x", manifest: '5');
        _host.Store("extra").Image('2', [], "host", manifest: '6');

        Assert.Equal("host", _host.Test("ghcr.io/mod/list:1"));
        Assert.Equal(Digest('2'), _host.Find("ghcr.io/mod/list:1")!.Id);
        Assert.Equal(["list:host"], _host.Listed());
    }

    [Fact]
    public void A_manifest_list_without_an_image_for_this_host_is_rejected_and_not_listed()
    {
        _host.Configure();
        _host.Store("main").Record(
            '9',
            ["ghcr.io/mod/list:1"],
            new() { ["manifest"] = List(("linux", "s390x", '5'), ("linux", Host, '6')) },
            '7')
            .Image('1', [], "s390x", manifest: '5');

        var problem = _host.Rejection("ghcr.io/mod/list:1");
        Assert.Equal("LH2004", problem.Code);
        Assert.Contains($"linux/{Host}", problem.Message, StringComparison.Ordinal);
        Assert.Empty(_host.Listed());
    }

    [Fact]
    public void The_digest_of_a_manifest_list_resolves_to_the_image_for_this_host()
    {
        _host.Configure();
        var list = List(("linux", "s390x", '5'), ("linux", Host, '6'));
        _host.Store("main")
            .Record(
                '1',
                ["ghcr.io/mod/a:s390x"],
                new()
                {
                    [Digest('1')] = Configuration("s390x"),
                    ["manifest"] = Manifest('1'),
                    ["manifest-" + Digest('7')] = list,
                },
                '5',
                '7')
            .Record(
                '2',
                ["ghcr.io/mod/a:host"],
                new()
                {
                    [Digest('2')] = Configuration("host"),
                    ["manifest"] = Manifest('2'),
                    ["manifest-" + Digest('7')] = list,
                },
                '6',
                '7');

        Assert.Equal("host", _host.Test($"ghcr.io/mod/a@{Digest('7')}"));
    }

    [Fact]
    public void An_image_of_schema_1_has_the_labels_of_its_latest_history_entry()
    {
        _host.Configure();
        var history = System.Text.Json.JsonSerializer.Serialize(Configuration("old"));
        _host.Store("main").Record(
            '1',
            ["ghcr.io/mod/old:1"],
            new()
            {
                ["manifest"] =
                    $$$"""{"schemaVersion":1,"history":[{"v1Compatibility":{{{history}}}},{"v1Compatibility":"{}"}]}""",
            });

        Assert.Equal("old", _host.Test("ghcr.io/mod/old:1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"name":"chart","version":"1"}""")]
    [InlineData("""{"architecture":"unknown","os":"unknown","config":{}}""")]
    [InlineData("""{"config":{"Labels":["a"]}}""")]
    [InlineData("""{"config":{"Labels":{}},"Config":{"Labels":{"org.nethserver.tcp-ports-demand":"1"}}}""")]
    public void A_missing_or_invalid_configuration_is_rejected_and_reported_by_a_list(string? configuration)
    {
        _host.Configure();
        _host.Store("main").Record('1', ["ghcr.io/mod/a:1"], new() { [Digest('1')] = configuration });

        Assert.Equal("LH2005", _host.Rejection("ghcr.io/mod/a:1").Code);
        Assert.Equal("LH2005", Assert.Single(_host.Podman.List()).Problem!.Code);
    }

    [Theory]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"schemaVersion":1,"history":[]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("""{"config":{"digest":"sha256:5"},"manifests":[]}""")]
    [InlineData("""{"config":{"digest":"../../images.json"}}""")]
    public void A_manifest_without_a_configuration_is_rejected(string manifest)
    {
        _host.Configure();
        _host.Store("main").Record('1', ["ghcr.io/mod/a:1"], new() { ["manifest"] = manifest });

        Assert.Equal("LH2005", _host.Rejection("ghcr.io/mod/a:1").Code);
    }

    [Fact]
    public void Names_in_a_configuration_are_not_case_sensitive()
    {
        _host.Configure();
        _host.Store("main")
            .Image('1', ["ghcr.io/mod/a:1"], "", configuration: """{"Config":{"labels":{"test":"any"}}}""");

        Assert.Equal("any", _host.Test("ghcr.io/mod/a:1"));
    }

    [Fact]
    public void An_artifact_is_not_an_image()
    {
        _host.Configure();
        const string Chart =
            """{"config":{"digest":"sha256:5","mediaType":"application/vnd.cncf.helm.config.v1+json"}}""";
        _host.Store("main").Record('1', ["ghcr.io/mod/chart:1"], new() { ["manifest"] = Chart });

        Assert.Equal("LH2070", _host.Rejection("ghcr.io/mod/chart:1").Code);
        Assert.Empty(_host.Listed());
    }

    [Fact]
    public void An_artifact_with_the_configuration_of_an_image_is_not_an_image()
    {
        _host.Configure();
        var manifest =
            $$$"""{"config":{"digest":"{{{Digest('1')}}}","mediaType":"application/vnd.example.config.v1+json"}}""";
        _host.Store("main")
            .Record('1', ["ghcr.io/mod/a:1"], new() { [Digest('1')] = Configuration("a"), ["manifest"] = manifest });

        Assert.Equal("LH2070", _host.Rejection("ghcr.io/mod/a:1").Code);
        Assert.Empty(_host.Listed());
    }

    public void Dispose() => _host.Dispose();

    private static string List(params (string Os, string Architecture, char Digest)[] images) => $$"""
        {"schemaVersion":2,"manifests":[{{string.Join(',', images.Select(image =>
            $$$"""{"digest":"{{{Digest(image.Digest)}}}","platform":{"os":"{{{image.Os}}}","architecture":"{{{image.Architecture}}}"} }"""))}}]}
        """;
}
