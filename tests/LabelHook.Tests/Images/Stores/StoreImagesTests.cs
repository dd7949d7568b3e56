using LabelHook.Images.Manifests;
using LabelHook.Host;
using LabelHook.Images;
using LabelHook.Images.Stores;
using static LabelHook.Tests.Images.Stores.StoreWriter;

namespace LabelHook.Tests.Images.Stores;

// What podman finds in its stores, and in which order it looks.
public sealed class StoreImagesTests : IDisposable
{
    private static readonly string Host = Platform.Host.Architecture;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    [Fact]
    public void The_first_store_that_has_a_name_gives_the_image()
    {
        Configure(imageStore: true, additional: true);
        Store("main").Image('1', ["ghcr.io/mod/both:1", "ghcr.io/mod/old:1"], "main");
        Store("images").Image('2', ["ghcr.io/mod/both:1"], "images");
        Store("extra").Image('3', ["ghcr.io/mod/both:1", "ghcr.io/mod/old:1", "ghcr.io/mod/extra:1"], "extra");

        Assert.Equal("images", Test("ghcr.io/mod/both:1"));
        Assert.Equal("main", Test("ghcr.io/mod/old:1"));
        Assert.Equal("extra", Test("ghcr.io/mod/extra:1"));
        Assert.Equal("extra", Test(Id('3')[..12]));
        Assert.Equal(["both:images", "extra:extra", "old:main"], Listed());
    }

    [Fact]
    public void A_name_counts_before_the_store()
    {
        Configure(additional: true);
        Store("main").Image('1', ["docker.io/library/mod:1"], "hub");
        Store("extra").Image('2', ["localhost/mod:1"], "localhost");

        Assert.Equal("localhost", Test("mod:1"));
    }

    [Fact]
    public void An_image_that_was_copied_into_the_first_store_has_the_names_that_it_has_there()
    {
        Configure(additional: true);
        Store("main").Image('1', ["ghcr.io/mod/new:1"], "main");
        Store("extra").Image('1', ["ghcr.io/mod/old:1"], "extra");

        Assert.Null(Find("ghcr.io/mod/old:1"));
        Assert.Equal(["new:main"], Listed());
    }

    [Fact]
    public void Of_two_images_with_one_name_in_a_store_the_last_has_it()
    {
        Configure();
        Store("main").Image('1', ["ghcr.io/mod/a:1"], "first").Image('2', ["ghcr.io/mod/a:1"], "last");

        Assert.Equal("last", Test("ghcr.io/mod/a:1"));
        Assert.Equal(["a:last"], Listed());
    }

    [Theory]
    [InlineData("docker.io/library/mod:1")]
    [InlineData("docker.io/mod:1")]
    [InlineData("index.docker.io/library/mod:1")]
    [InlineData("index.docker.io/mod:1")]
    [InlineData("mod:1")]
    [InlineData("library/mod:1")]
    [InlineData("docker.io/mod@sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee")]
    [InlineData("mod:2@sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee")]
    public void Docker_Hub_has_several_names(string name)
    {
        Configure();
        Store("main").Image('1', ["docker.io/library/mod:1"], "hub");

        Assert.Equal("hub", Test(name));
    }

    [Fact]
    public void An_ID_counts_before_the_end_of_a_name()
    {
        Configure();
        Store("main").Image('a', ["ghcr.io/mod/other:1"], "by ID").Image('1', ["ghcr.io/mod/aaaaaa:latest"], "by name");

        Assert.Equal("by ID", Test("aaaaaa"));
    }

    [Fact]
    public void A_short_name_is_looked_up_as_an_alias_then_at_localhost_then_where_registries_conf_says()
    {
        Configure();
        var store = Store("main").Image('1', ["docker.io/library/mod:1"], "hub");
        Assert.Equal("hub", Test("mod:1"));

        store.Image('2', ["quay.example/mod:1"], "searched");
        _folder.Write("etc/containers/registries.conf", "unqualified-search-registries = [\"quay.example\"]");
        Assert.Equal("searched", Test("mod:1"));

        store.Image('3', ["localhost/mod:1"], "localhost");
        Assert.Equal("localhost", Test("mod:1"));

        store.Image('4', ["ghcr.io/mod/alias:1"], "alias");
        _folder.Write("etc/containers/registries.conf.d/000-shortnames.conf", "[aliases]\n\"mod\" = \"ghcr.io/mod/alias\"");
        Assert.Equal("alias", Test("mod:1"));

        _folder.Write("home/.config/containers/registries.conf.d/own.conf", "[aliases]\nmod = \"\"");
        Assert.Equal("localhost", Test("mod:1"));

        store.Image('5', ["ghcr.io/mod/noted:1"], "noted");
        _folder.Write("var/cache/containers/short-name-aliases.conf", "[aliases]\nmod = \"ghcr.io/mod/noted\"");
        Assert.Equal("noted", Test("mod:1"));
    }

    [Fact]
    public void The_older_form_of_registries_conf_says_where_short_names_are_searched()
    {
        Configure();
        Store("main").Image('1', ["docker.io/library/mod:1"], "hub").Image('2', ["quay.example/mod:1"], "searched");
        _folder.Write("etc/containers/registries.conf", "[registries.search]\nregistries = [\"quay.example\"]");

        Assert.Equal("searched", Test("mod:1"));
    }

    [Theory]
    [InlineData("mod2")]
    [InlineData("ghcr.io/mod/alias:1")]
    [InlineData("ghcr.io/mod/alias@sha256:1")]
    public void An_alias_that_podman_refuses_is_refused(string alias)
    {
        Configure();
        Store("main").Image('1', ["docker.io/library/mod:1"], "hub").Image('2', ["docker.io/library/other:1"], "other");
        _folder.Write("etc/containers/registries.conf", $"[aliases]\nmod = \"{alias}\"");

        Assert.Equal("LH2051", Refused("mod:1").Code);
        Assert.Equal("other", Test("other:1"));
    }

    [Fact]
    public void The_users_own_registries_conf_stands_for_the_hosts()
    {
        Configure();
        Store("main").Image('1', ["ghcr.io/mod/hosts:1"], "host's").Image('2', ["ghcr.io/mod/own:1"], "own");
        _folder.Write("etc/containers/registries.conf.d/a.conf", "[aliases]\nmod = \"ghcr.io/mod/hosts\"");
        Assert.Equal("host's", Test("mod:1"));

        _folder.Write("home/.config/containers/registries.conf", "[aliases]\nmod = \"ghcr.io/mod/own\"");
        Assert.Equal("own", Test("mod:1"));

        _variables["CONTAINERS_REGISTRIES_CONF"] = _folder.Write("named.conf", "");
        Assert.Equal("host's", Test("mod:1"));

        _variables["CONTAINERS_REGISTRIES_CONF"] = _folder["nothing.conf"];
        Assert.Equal("LH2050", Refused("mod:1").Code);
        Assert.Equal("own", Test("ghcr.io/mod/own:1"));
    }

    [Theory]
    [InlineData("ghcr.io/mod/a:1", true)]
    [InlineData("mod:1", true)]
    [InlineData("docker.io/mod:1", true)]
    [InlineData("a:1", false)]
    [InlineData("111111111111", true)]
    [InlineData("@1111111111111111111111111111111111111111111111111111111111111111", true)]
    [InlineData("ghcr.io/mod/a@1111111111111111111111111111111111111111111111111111111111111111", true)]
    [InlineData("ghcr.io/mod/b@1111111111111111111111111111111111111111111111111111111111111111", false)]
    [InlineData("ghcr.io/mod/a@sha256:eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", true)]
    public void The_stores_transport_takes_full_names_and_IDs(string name, bool found)
    {
        Configure();
        Store("main").Image('1', ["ghcr.io/mod/a:1", "docker.io/library/mod:1"], "one");

        Assert.Equal(found ? "one" : null, PodmanStore.Find(Surroundings())!.InspectExact(name)?.Labels["test"]);
    }

    [Fact]
    public void A_list_of_images_gives_the_one_for_this_host()
    {
        Configure(additional: true);
        var list = List(("plan9", Host, '4'), ("linux", "s390x", '5'), ("linux", Host, '6'));
        Store("main").Record('9', ["ghcr.io/mod/list:1"], new() { ["manifest"] = list }, '7').Image('1', [], "s390x", manifest: '5');
        Store("extra").Image('2', [], "host", manifest: '6');

        Assert.Equal("host", Test("ghcr.io/mod/list:1"));
        Assert.Equal(Digest('2'), Find("ghcr.io/mod/list:1")!.Id);
        Assert.Equal(["list:host"], Listed());
    }

    [Fact]
    public void A_list_without_an_image_for_this_host_is_refused_and_none_in_a_scan()
    {
        Configure();
        Store("main").Record('9', ["ghcr.io/mod/list:1"], new() { ["manifest"] = List(("linux", "s390x", '5'), ("linux", Host, '6')) }, '7')
            .Image('1', [], "s390x", manifest: '5');

        var problem = Refused("ghcr.io/mod/list:1");
        Assert.Equal("LH2004", problem.Code);
        Assert.Contains($"linux/{Host}", problem.Message, StringComparison.Ordinal);
        Assert.Empty(Listed());
    }

    [Fact]
    public void Of_images_that_came_with_one_list_the_digest_means_the_one_for_this_host()
    {
        Configure();
        var list = List(("linux", "s390x", '5'), ("linux", Host, '6'));
        Store("main")
            .Record('1', ["ghcr.io/mod/a:s390x"], new() { [Digest('1')] = Configuration("s390x"), ["manifest"] = Manifest('1'), ["manifest-" + Digest('7')] = list }, '5', '7')
            .Record('2', ["ghcr.io/mod/a:host"], new() { [Digest('2')] = Configuration("host"), ["manifest"] = Manifest('2'), ["manifest-" + Digest('7')] = list }, '6', '7');

        Assert.Equal("host", Test($"ghcr.io/mod/a@{Digest('7')}"));
    }

    [Fact]
    public void An_image_of_schema_1_has_the_labels_of_the_newest_entry_of_its_history()
    {
        Configure();
        var history = System.Text.Json.JsonSerializer.Serialize(Configuration("old"));
        Store("main").Record('1', ["ghcr.io/mod/old:1"], new() { ["manifest"] = $$$"""{"schemaVersion":1,"history":[{"v1Compatibility":{{{history}}}},{"v1Compatibility":"{}"}]}""" });

        Assert.Equal("old", Test("ghcr.io/mod/old:1"));
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
    public void A_configuration_that_is_missing_or_none_is_refused_and_told_by_a_scan(string? configuration)
    {
        Configure();
        Store("main").Record('1', ["ghcr.io/mod/a:1"], new() { [Digest('1')] = configuration });

        Assert.Equal("LH2005", Refused("ghcr.io/mod/a:1").Code);
        Assert.Equal("LH2005", Assert.Single(PodmanStore.Find(Surroundings())!.List()).Problem!.Code);
    }

    [Theory]
    [InlineData("""{"schemaVersion":1}""")]
    [InlineData("""{"schemaVersion":1,"history":[]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    [InlineData("""{"config":{"digest":"sha256:5"},"manifests":[]}""")]
    [InlineData("""{"config":{"digest":"../../images.json"}}""")]
    public void A_manifest_that_leads_to_no_configuration_is_refused(string manifest)
    {
        Configure();
        Store("main").Record('1', ["ghcr.io/mod/a:1"], new() { ["manifest"] = manifest });

        Assert.Equal("LH2005", Refused("ghcr.io/mod/a:1").Code);
    }

    [Fact]
    public void Names_in_a_configuration_count_in_any_case()
    {
        Configure();
        Store("main").Image('1', ["ghcr.io/mod/a:1"], "", configuration: """{"Config":{"labels":{"test":"any"}}}""");

        Assert.Equal("any", Test("ghcr.io/mod/a:1"));
    }

    [Fact]
    public void An_artifact_is_no_image()
    {
        Configure();
        const string Chart = """{"config":{"digest":"sha256:5","mediaType":"application/vnd.cncf.helm.config.v1+json"}}""";
        Store("main").Record('1', ["ghcr.io/mod/chart:1"], new() { ["manifest"] = Chart });

        Assert.Equal("LH2070", Refused("ghcr.io/mod/chart:1").Code);
        Assert.Empty(Listed());
    }

    [Fact]
    public void An_artifact_with_the_configuration_of_an_image_is_no_image()
    {
        Configure();
        var manifest = $$$"""{"config":{"digest":"{{{StoreWriter.Digest('1')}}}","mediaType":"application/vnd.example.config.v1+json"}}""";
        Store("main").Record('1', ["ghcr.io/mod/a:1"], new() { [StoreWriter.Digest('1')] = StoreWriter.Configuration("a"), ["manifest"] = manifest });

        Assert.Equal("LH2070", Refused("ghcr.io/mod/a:1").Code);
        Assert.Empty(Listed());
    }

    [Fact]
    public void Images_of_two_drivers_are_refused_until_the_driver_is_named()
    {
        Configure(driver: null);
        Store("main", "overlay").Image('1', ["ghcr.io/mod/a:1"], "overlay");
        Assert.Equal("overlay", Test("ghcr.io/mod/a:1"));

        Store("main", "vfs").Image('2', ["ghcr.io/mod/a:1"], "vfs");
        Assert.Equal("LH2055", Refused("ghcr.io/mod/a:1").Code);

        _variables["STORAGE_DRIVER"] = "vfs";
        Assert.Equal("vfs", Test("ghcr.io/mod/a:1"));
    }

    [Fact]
    public void A_list_that_is_a_folder_or_a_loop_of_links_is_refused()
    {
        Configure();
        var list = _folder["main/overlay-images/images.json"];
        Directory.CreateDirectory(list);
        Assert.Equal("LH2005", Refused("ghcr.io/mod/a:1").Code);

        Directory.Delete(list);
        File.CreateSymbolicLink(list, list);
        Assert.Equal("LH2005", Refused("ghcr.io/mod/a:1").Code);
    }

    [Fact]
    public void A_hundred_additional_stores_are_read()
    {
        var stores = Enumerable.Range(0, 100).Select(number => $"extra{number}").ToList();
        foreach (var store in stores)
            Store(store).Image('1', [$"ghcr.io/mod/{store}:1"], store);
        _variables["STORAGE_OPTS"] = string.Join(',', stores.Select(store => $".imagestore={_folder[store]}"));
        Configure();

        Assert.Equal("extra99", Test("ghcr.io/mod/extra99:1"));
    }

    public void Dispose() => _folder.Dispose();

    private static string List(params (string Os, string Architecture, char Digest)[] images) => $$"""
        {"schemaVersion":2,"manifests":[{{string.Join(',', images.Select(image =>
            $$$"""{"digest":"{{{Digest(image.Digest)}}}","platform":{"os":"{{{image.Os}}}","architecture":"{{{image.Architecture}}}"} }"""))}}]}
        """;

    private StoreWriter Store(string name, string driver = "overlay") => new(_folder[$"{name}/{driver}-images"]);

    private void Configure(bool imageStore = false, bool additional = false, string? driver = "overlay")
    {
        Directory.CreateDirectory(_folder["extra"]);
        _folder.Write("etc/containers/storage.conf", $"""
            [storage]
            {(driver is null ? "" : $"driver = \"{driver}\"")}
            graphroot = "{_folder["main"]}"
            {(imageStore ? $"imagestore = \"{_folder["images"]}\"" : "")}
            [storage.options]
            {(additional ? $"additionalimagestores = [\"{_folder["extra"]}\"]" : "")}
            """);
    }

    private HostEnvironment Surroundings() => new(name => name == "HOME" ? _folder["home"] : _variables.GetValueOrDefault(name), 0) { Root = _folder.Path };

    private ModuleImage? Find(string image) => PodmanStore.Find(Surroundings())!.Inspect(image);

    private string? Test(string image) => Find(image)?.Labels["test"];

    private Problem Refused(string image) => Assert.Throws<LabelHookException>(() => PodmanStore.Find(Surroundings())!.Inspect(image)).Problem;

    // What a scan sees, as in name:test.
    private IEnumerable<string> Listed() => PodmanStore.Find(Surroundings())!.List()
        .Select(image => $"{image.Repository.Split('/')[^1]}:{image.Image.Labels["test"]}").Order(StringComparer.Ordinal);
}
