using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class CheckTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");

    private readonly TestNode _node = new();
    private readonly FakeHost _host;

    public CheckTests() => _host = new FakeHost(_node.Folder);

    [Fact]
    public void An_empty_node_and_a_consistent_node_are_clean()
    {
        Assert.True(_node.Check(_host).IsClean);
        _node.Install(One, 2);
        _node.Reservations.Reserve(PortRange.Create(40000, 40001), Protocol.Tcp, "the SIP trunk");
        _host.Kernel("32768\t60999", "");

        var result = _node.Check(_host, repair: true);

        Assert.True(result.IsClean);
        Assert.Empty(result.Findings);
        Assert.Empty(result.Repaired);
        Assert.Null(result.DropIn);
    }

    [Fact]
    public void A_rejected_image_is_reported()
    {
        _node.Install(One, 1);
        _node.Execute("""
            INSERT INTO labelhook_images VALUES
                ('podman', 'localhost/bad:1', 'x', 'label is nonsense'), ('podman', 'localhost/good:1', 'y', NULL)
            """);

        Assert.Equal(
            "image-refused: image \"localhost/bad:1\" was refused: label is nonsense",
            _node.Check(_host, repair: true).Text());
    }

    public void Dispose() => _node.Dispose();
}
