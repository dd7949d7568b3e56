namespace LabelHook.Tests.Images.Stores;

// Names that podman completes.
public sealed class ShortNamesTests : IDisposable
{
    private readonly StoreHost _host = new();

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
        _host.Configure();
        _host.Store("main").Image('1', ["docker.io/library/mod:1"], "hub");

        Assert.Equal("hub", _host.Test(name));
    }

    [Fact]
    public void An_ID_takes_precedence_over_the_end_of_a_name()
    {
        _host.Configure();
        _host.Store("main").Image('a', ["ghcr.io/mod/other:1"], "by ID")
            .Image('1', ["ghcr.io/mod/aaaaaa:latest"], "by name");

        Assert.Equal("by ID", _host.Test("aaaaaa"));
    }

    [Fact]
    public void A_short_name_is_an_alias_or_at_localhost_or_where_registries_conf_says_in_this_order()
    {
        _host.Configure();
        var store = _host.Store("main").Image('1', ["docker.io/library/mod:1"], "hub");
        Assert.Equal("hub", _host.Test("mod:1"));

        store.Image('2', ["quay.example/mod:1"], "searched");
        _host.Folder.Write("etc/containers/registries.conf", "unqualified-search-registries = [\"quay.example\"]");
        Assert.Equal("searched", _host.Test("mod:1"));

        store.Image('3', ["localhost/mod:1"], "localhost");
        Assert.Equal("localhost", _host.Test("mod:1"));

        store.Image('4', ["ghcr.io/mod/alias:1"], "alias");
        _host.Folder.Write(
            "etc/containers/registries.conf.d/000-shortnames.conf", "[aliases]\n\"mod\" = \"ghcr.io/mod/alias\"");
        Assert.Equal("alias", _host.Test("mod:1"));

        _host.Folder.Write("home/.config/containers/registries.conf.d/own.conf", "[aliases]\nmod = \"\"");
        Assert.Equal("localhost", _host.Test("mod:1"));

        store.Image('5', ["ghcr.io/mod/noted:1"], "noted");
        _host.Folder.Write("var/cache/containers/short-name-aliases.conf", "[aliases]\nmod = \"ghcr.io/mod/noted\"");
        Assert.Equal("noted", _host.Test("mod:1"));
    }

    [Fact]
    public void The_old_format_of_registries_conf_configures_where_short_names_are_searched()
    {
        _host.Configure();
        _host.Store("main").Image('1', ["docker.io/library/mod:1"], "hub")
            .Image('2', ["quay.example/mod:1"], "searched");
        _host.Folder.Write("etc/containers/registries.conf", "[registries.search]\nregistries = [\"quay.example\"]");

        Assert.Equal("searched", _host.Test("mod:1"));
    }

    [Theory]
    [InlineData("mod2")]
    [InlineData("ghcr.io/mod/alias:1")]
    [InlineData("ghcr.io/mod/alias@sha256:1")]
    public void An_alias_that_podman_rejects_is_rejected(string alias)
    {
        _host.Configure();
        _host.Store("main").Image('1', ["docker.io/library/mod:1"], "hub")
            .Image('2', ["docker.io/library/other:1"], "other");
        _host.Folder.Write("etc/containers/registries.conf", $"[aliases]\nmod = \"{alias}\"");

        Assert.Equal("LH2051", _host.Rejection("mod:1").Code);
        Assert.Equal("other", _host.Test("other:1"));
    }

    [Fact]
    public void The_registries_conf_of_the_user_replaces_that_of_the_host()
    {
        _host.Configure();
        _host.Store("main").Image('1', ["ghcr.io/mod/hosts:1"], "host's").Image('2', ["ghcr.io/mod/own:1"], "own");
        _host.Folder.Write("etc/containers/registries.conf.d/a.conf", "[aliases]\nmod = \"ghcr.io/mod/hosts\"");
        Assert.Equal("host's", _host.Test("mod:1"));

        _host.Folder.Write("home/.config/containers/registries.conf", "[aliases]\nmod = \"ghcr.io/mod/own\"");
        Assert.Equal("own", _host.Test("mod:1"));

        _host.Variables["CONTAINERS_REGISTRIES_CONF"] = _host.Folder.Write("named.conf", "");
        Assert.Equal("host's", _host.Test("mod:1"));

        _host.Variables["CONTAINERS_REGISTRIES_CONF"] = _host.Folder["nothing.conf"];
        Assert.Equal("LH2050", _host.Rejection("mod:1").Code);
        Assert.Equal("own", _host.Test("ghcr.io/mod/own:1"));
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
    public void The_transport_of_the_store_accepts_full_names_and_IDs(string name, bool found)
    {
        _host.Configure();
        _host.Store("main").Image('1', ["ghcr.io/mod/a:1", "docker.io/library/mod:1"], "one");

        Assert.Equal(found ? "one" : null, _host.Podman.InspectExact(name)?.Labels["test"]);
    }

    public void Dispose() => _host.Dispose();
}
