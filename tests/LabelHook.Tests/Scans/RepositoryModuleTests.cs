using LabelHook.Adoptions;
using LabelHook.Nodes;

namespace LabelHook.Tests.Scans;

// Which module the images of a repository are for.
public sealed class RepositoryModuleTests : IDisposable
{
    private readonly ScannedNode _node = new();

    [Fact]
    public void The_second_of_two_repositories_with_one_name_is_rejected()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.Add("ghcr.io/other/web:1", "b", tcp: "2");

        var refusal = Assert.Single(_node.Scan().Refused);

        Assert.Equal(
            "image \"ghcr.io/other/web:1\" would be module web1, which is made of \"localhost/web\"; accepted: a "
                + "module of its own under modules: in the configuration",
            refusal.Message);
        Assert.Equal("web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void An_adopted_module_without_an_image_takes_the_image_of_its_name_and_keeps_its_ports()
    {
        _node.Folder.Write("state/modules/web1/environment", "TCP_PORT=20007\n");
        new Adoption(_node.Node, null, []).Apply();
        _node.Store.Add("localhost/mail:1", "a", tcp: "1");
        _node.Store.Add("localhost/web:1", "b", tcp: "1");

        Assert.Empty(_node.Scan().Refused);

        Assert.Equal("mail1 20001 localhost/mail:1, web1 20007 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void The_configuration_maps_a_repository_to_a_module()
    {
        _node.Settings = _node.Settings with
        {
            Modules = Rules("ghcr.io/other/web", "shop"),
        };
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Store.Add("ghcr.io/other/web:1", "b", tcp: "2");

        Assert.Empty(_node.Scan().Refused);
        Assert.Equal("shop 20002-20003 ghcr.io/other/web:1, web1 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void A_repository_installed_by_hand_under_another_name_gets_no_second_module()
    {
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Install("web7", _node.Store.Images[0].Image);

        _node.Scan();

        Assert.Equal("web7 20001 localhost/web:1", _node.Modules);
    }

    [Fact]
    public void All_modules_that_the_configuration_makes_of_a_repository_follow_its_images()
    {
        _node.Settings = _node.Settings with { Modules = Rules("localhost/web", "web1", "web2") };
        _node.Store.Add("localhost/web:1", "a", tcp: "1");
        _node.Scan();
        Assert.Equal("web1 20001 localhost/web:1, web2 20002 localhost/web:1", _node.Modules);

        _node.Store.Add("localhost/web:2", "b", tcp: "2");
        Assert.Empty(_node.Scan().Refused);

        Assert.Equal("web1 20003-20004 localhost/web:2, web2 20005-20006 localhost/web:2", _node.Modules);
    }

    [Fact]
    public void An_image_without_room_for_its_second_module_is_tried_again_for_that_one()
    {
        _node.Settings = _node.Settings with { Modules = Rules("localhost/web", "web1", "web2") };
        _node.Store.Add("localhost/web:1", "a", tcp: "15");

        var refusal = Assert.Single(_node.Scan().Refused);
        Assert.StartsWith("image \"localhost/web:1\" was not installed as web2 (", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(refusal, Assert.Single(_node.Scan().StillRefused));
        Assert.Equal("web1 20001-20015 localhost/web:1", _node.Modules);

        _node.Settings = _node.Settings with { Band = PortBand.Create(20001, 20030) };
        Assert.Equal("web2", Assert.Single(_node.Scan().Installed).Record.Module);
        Assert.Empty(_node.Scan().StillRefused);
    }

    [Fact]
    public void A_tag_of_the_configuration_is_for_its_module_only()
    {
        _node.Settings = _node.Settings with { Modules = Rules("localhost/web:testing", "web2") };
        _node.Store.Add("localhost/web:testing", "a", tcp: "1");
        _node.Scan();
        _node.Store.Add("localhost/web:2", "b", tcp: "2");
        _node.Scan();

        Assert.Equal("web1 20002-20003 localhost/web:2, web2 20001 localhost/web:testing", _node.Modules);
    }

    public void Dispose() => _node.Dispose();

    private static ModuleRules Rules(string image, params ReadOnlySpan<string> modules)
    {
        var rules = new ModuleRules();
        Assert.True(rules.TryAdd(image, [.. modules.ToArray().Select(name => ModuleName.Parse(name))]));
        return rules;
    }
}
