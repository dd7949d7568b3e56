using LabelHook.Images;
using LabelHook.Nodes;

namespace LabelHook.Tests.Scans;

// A build inherits the labels of its base image.
public sealed class BuiltFromTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void An_image_built_from_a_module_image_becomes_no_module_by_itself()
    {
        Add("ghcr.io/nethserver/mail:1", "a", "base", "mail");
        Add("localhost/debug:1", "b", "base", "mail", "tools");

        var refusal = Assert.Single(_node.Scan().Refused);

        Assert.Equal(
            "image \"localhost/debug:1\" was built from \"ghcr.io/nethserver/mail:1\" and has its labels, so it becomes no "
                + "module by itself; accepted: a module for it under modules: in the configuration, or its repository "
                + "under scan:",
            refusal.Message);
        Assert.Equal("mail1 20001 ghcr.io/nethserver/mail:1", _node.Modules);
        Assert.Equal(refusal, Assert.Single(_node.Scan().StillRefused));
    }

    [Fact]
    public void The_order_in_which_images_arrive_does_not_matter()
    {
        Add("localhost/debug:1", "b", "base", "mail", "tools");
        _node.Scan();
        Add("ghcr.io/nethserver/mail:1", "a", "base", "mail");

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal(
            "debug1 20001 localhost/debug:1, mail1 20002 ghcr.io/nethserver/mail:1", _node.Modules);
    }

    [Fact]
    public void Of_two_names_of_one_image_only_the_first_becomes_a_module()
    {
        Add("ghcr.io/nethserver/mail:1", "a", "mail");
        Add("localhost/copy:1", "a", "mail");

        Assert.Single(_node.Scan().Refused);

        Assert.Equal("mail1 20001 ghcr.io/nethserver/mail:1", _node.Modules);
    }

    [Fact]
    public void Of_two_names_of_one_image_that_of_an_installed_module_counts()
    {
        Add("localhost/mail:1", "a", "mail");
        _node.Install("mail7", _node.Store.Images[0].Image);
        _node.Store.Images.Clear();
        Add("ghcr.io/copies/copy:1", "a", "mail");
        Add("localhost/mail:1", "a", "mail");

        Assert.Single(_node.Scan().Refused);

        Assert.Equal("mail7 20001 localhost/mail:1", _node.Modules);
    }

    [Fact]
    public void An_image_with_a_demand_of_its_own_is_a_module()
    {
        Add("localhost/base:1", "a", "base");
        _node.Store.Layers["sha256:b"] = ["base", "web"];
        _node.Store.Add("localhost/web:1", "b", tcp: "2");

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal("base1 20001 localhost/base:1, web1 20002-20003 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void An_image_that_the_engine_cannot_describe_waits_and_blocks_no_other()
    {
        Add("localhost/mail:1", "a", "mail");
        Add("localhost/web:1", "b", "web");
        _node.Store.Damaged.Add("sha256:a");

        var refusal = Assert.Single(_node.Scan().Refused);
        Assert.StartsWith("image \"localhost/mail:1\" was not installed as mail1", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);

        _node.Store.Damaged.Clear();
        Assert.Single(_node.Scan().Installed);
    }

    [Theory]
    [InlineData("debian", "other")] // a common base without labels
    [InlineData(EmptyLayer, EmptyLayer)] // builds that add no files
    public void Images_that_share_only_their_first_layer_are_modules(string first, string second)
    {
        Add("localhost/mail:1", "a", first, "mail");
        Add("localhost/web:1", "b", first, "web");
        Add("localhost/chat:1", "c", EmptyLayer);
        Add("localhost/news:1", "d", second == EmptyLayer ? [EmptyLayer] : [first, second]);

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal(4, _node.Modules.Split(", ").Length);
    }

    [Theory]
    [InlineData("localhost/debug")]
    [InlineData("localhost/*")]
    public void A_repository_that_the_configuration_lists_becomes_a_module(string pattern)
    {
        Add("ghcr.io/nethserver/mail:1", "a", "mail");
        Add("localhost/debug:1", "b", "mail", "tools");
        _node.Settings = _node.Settings with
        {
            Scan = new ScanRules([Pattern("ghcr.io/nethserver/mail"), Pattern(pattern)], null),
        };

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal("debug1 20002 localhost/debug:1, mail1 20001 ghcr.io/nethserver/mail:1", _node.Modules);
    }

    [Fact]
    public void An_image_built_from_an_excluded_image_becomes_a_module()
    {
        Add("localhost/base:1", "a", "base");
        Add("localhost/web:1", "b", "base", "web");
        _node.Settings = _node.Settings with { Scan = new ScanRules(null, [Pattern("localhost/base")]) };

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
    }

    public void Dispose() => _node.Dispose();

    private const string EmptyLayer = "sha256:5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

    private static RepositoryPattern Pattern(string text)
    {
        Assert.True(RepositoryPattern.TryParse(text, out var pattern));
        return pattern;
    }

    private void Add(string reference, string id, params string[] layers)
    {
        _node.Store.Layers["sha256:" + id] = layers;
        _node.Store.Add(reference, id, tcp: "1");
    }
}
