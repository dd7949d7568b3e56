using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

public sealed class RemoverTests : IDisposable
{
    private readonly TestNode _node = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private string Environment => File.ReadAllText(_node.EnvironmentFile("one"));

    [Fact]
    public void Removing_a_module_deletes_its_variables_and_keeps_other_lines()
    {
        _node.WriteEnvironment("one", "# mine\nA=1\n");
        _node.Install(One, tcp: 2, udp: 1);

        var removed = _node.Remover.Remove(One)!;

        Assert.Equal(("20001-20002", "20001"), ($"{removed.Tcp.Single()}", $"{removed.Udp.Single()}"));
        Assert.Equal("# mine\nA=1\n", Environment);
        Assert.Empty(_node.ModuleList.Read(null, out _));
        Assert.Null(_node.Remover.Remove(One));
    }

    [Fact]
    public void Removing_a_module_deletes_a_file_that_contains_nothing_else()
    {
        _node.Install(One, tcp: 2, udp: 1);

        _node.Remover.Remove(One);

        Assert.False(File.Exists(_node.EnvironmentFile("one")));
    }

    [Fact]
    public void A_module_is_removed_from_where_it_was_installed_even_with_another_state_folder()
    {
        var settings = new NodeSettings { AvoidInUse = false, Database = _node.Database };
        new Installer(new Node(settings, _node.Folder["a"], TimeSpan.FromSeconds(5))).Install(
            One, TestImage.With(1), null);

        new Remover(new Node(settings, _node.Folder["b"], TimeSpan.FromSeconds(5))).Remove(One);

        Assert.False(File.Exists(_node.Folder["a/modules/one/environment"]));
    }

    [Fact]
    public void A_module_named_like_the_helper_of_another_stays_when_the_other_is_removed()
    {
        _node.Install(One, tcp: 1);
        _node.Install(ModuleName.Parse("one_rsync"), tcp: 1);

        Assert.Equal("20001", $"{_node.Remover.Remove(One)!.Tcp.Single()}");

        Assert.Equal("20002", $"{_node.Ports(ModuleName.Parse("one_rsync"), Protocol.Tcp).Single()}");
    }

    public void Dispose() => _node.Dispose();
}
