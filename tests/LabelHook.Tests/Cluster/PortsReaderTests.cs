using LabelHook.Cluster.Publishing;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Cluster;

public static class PortsReaderTests
{
    [Fact]
    public static void The_ports_of_a_node_have_the_generation_of_its_last_change()
    {
        using var node = new TestNode();
        var empty = new PortsReader(node.Node).Read();

        node.Install(ModuleName.Parse("mail1"), 2, 1);
        var first = new PortsReader(node.Node).Read();
        node.Install(ModuleName.Parse("web1"), 1);
        var second = new PortsReader(node.Node).Read();

        Assert.Equal((0, 0, 0), (empty.Generation, empty.Tcp.Count, empty.Udp.Count));
        Assert.Equal("mail1 20001-20002", string.Join(' ', first.Tcp.Select(row => $"{row.Module} {row.Ports}")));
        Assert.Equal("mail1 20001", string.Join(' ', first.Udp.Select(row => $"{row.Module} {row.Ports}")));
        Assert.True(empty.Generation < first.Generation && first.Generation < second.Generation);
        Assert.Equal(first.Registry, second.Registry);
    }

    [Fact]
    public static void A_change_of_another_program_is_a_generation_of_its_own()
    {
        using var node = new TestNode();
        node.Install(ModuleName.Parse("mail1"), 1);
        var before = new PortsReader(node.Node).Read();

        node.Execute("INSERT INTO TCP_PORTS VALUES (30000, 30001, 'other1')");

        Assert.True(before.Generation < new PortsReader(node.Node).Read().Generation);
    }

    [Fact]
    public static void A_database_of_NS8_is_read_before_LabelHook_has_changed_it()
    {
        using var node = new TestNode();
        TestNode.MakeUpstreamDatabase(
            node.Database, "INSERT INTO TCP_PORTS VALUES (20000, 20001, 'mail1'), ('x', 'y', 'broken')");

        var ports = new PortsReader(node.Node).Read();

        Assert.Equal(0, ports.Generation);
        Assert.Equal("20000-20001", Assert.Single(ports.Tcp).Ports.ToString());
    }

    [Fact]
    public static void A_copy_of_the_database_has_other_digests_of_the_changes_since()
    {
        using var node = new TestNode();
        node.Install(ModuleName.Parse("mail1"), 1);
        using var copy = new TestNode();
        Directory.CreateDirectory(Path.GetDirectoryName(copy.Database)!);
        File.Copy(node.Database, copy.Database);
        node.Execute("INSERT INTO TCP_PORTS VALUES (30000, 30001, 'one1')");
        copy.Execute("INSERT INTO TCP_PORTS VALUES (30000, 30001, 'two1')");

        var (ports, copied) = (new PortsReader(node.Node).Read(), new PortsReader(copy.Node).Read());

        Assert.Equal(ports.Generation, copied.Generation);
        Assert.Equal(ports.LastChange, new PortsReader(node.Node).DigestOf(ports.Generation));
        Assert.NotEqual(ports.LastChange, copied.LastChange);
        Assert.Equal(
            new PortsReader(node.Node).DigestOf(ports.Generation - 1),
            new PortsReader(copy.Node).DigestOf(ports.Generation - 1));
    }

    [Fact]
    public static void The_identity_is_that_of_the_host_and_the_path()
    {
        var one = RegistryIdentity.For("11111111111111111111111111111111", "/state/ports.sqlite");

        Assert.Matches("^[0-9a-f]{32}\\z", one);
        Assert.Equal(one, RegistryIdentity.For("11111111111111111111111111111111", "/state/./ports.sqlite"));
        Assert.NotEqual(one, RegistryIdentity.For("11111111111111111111111111111111", "/other/ports.sqlite"));
        Assert.NotEqual(one, RegistryIdentity.For("22222222222222222222222222222222", "/state/ports.sqlite"));
    }
}
