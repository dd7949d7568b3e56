namespace LabelHook.Acceptance.Python;

// What NS8's developer manual shows of node.ports_manager, to the letter.
public sealed class SeedPageTests
{
    private const string Page = """
        import node.ports_manager
        allocated_ports = node.ports_manager.allocate_ports(5, "my_module", "tcp")
        print(allocated_ports)
        print(node.ports_manager.allocate_ports(2, "my_module", "udp"))
        node.ports_manager.deallocate_ports("my_module", "udp")
        print(node.ports_manager.get_tcp_ports_by_module("my_module"), node.ports_manager.get_udp_ports_by_module("my_module"))
        """;

    [Fact]
    public async Task The_examples_of_the_manual_work()
    {
        await using var node = new PythonNode();

        var result = (await node.Python.RunAsync("-c", Page)).Succeeded();

        Assert.Equal(["(20001, 20005)", "(20001, 20002)", "5 0"], result.Lines);
        Assert.Equal("20001|20005|my_module", await node.SqlAsync("SELECT * FROM TCP_PORTS"));
        Assert.Equal("", await node.SqlAsync("SELECT * FROM UDP_PORTS"));
    }

    [Theory]
    [InlineData("node/ports_manager.py")]
    [InlineData("agent/__init__.py")]
    public async Task The_source_is_Python_3_9(string file)
    {
        await using var node = new PythonNode();
        var source = Path.Join(Repository.Root, "hooks/python", file);

        await node.Python.OutputAsync(
            "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 9))", source);
    }
}
