using LabelHook.Adoptions;

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
            Modules = new Dictionary<string, ModuleName> { ["ghcr.io/other/web"] = ModuleName.Parse("shop") },
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

    public void Dispose() => _node.Dispose();
}
