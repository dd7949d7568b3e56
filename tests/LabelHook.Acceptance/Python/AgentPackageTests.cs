namespace LabelHook.Acceptance.Python;

// What NS8's developer manual shows of the agent package, on a host that is no node of NS8.
public sealed class AgentPackageTests
{
    private const string Page = """
        import agent
        print(agent.allocate_ports(4, "tcp"))
        print(agent.allocate_ports(4, "tcp", keep_existing=True))
        print(agent.allocate_ports(4, "udp", "my_module"))
        print(agent.allocate_ports(1, "udp", "my_module", True))
        print(agent.deallocate_ports("tcp"))
        print(agent.deallocate_ports("udp", "my_module"))
        print(agent.deallocate_ports("udp", module_id="my_module"))
        """;

    [Fact]
    public async Task The_examples_of_the_manual_work()
    {
        await using var node = new PythonNode();

        var result = (await node.Python.With("MODULE_ID", "m1").RunAsync("-W", "error", "-c", Page)).Succeeded();

        Assert.Equal("", result.Errors);
        Assert.Equal(
            [
                "(20001, 20004)", "(20005, 20008)", "(20001, 20004)", "(20005, 20005)",
                "[(20001, 20004), (20005, 20008)]", "[(20001, 20004), (20005, 20005)]", "[]",
            ],
            result.Lines);
    }

    [Theory]
    [InlineData("agent.allocate_ports(1, 'tcp')", "KeyError: 'MODULE_ID'")]
    [InlineData(
        "agent.allocate_ports(1, 'my_module', 'tcp')",
        "InvalidPortRequestError: The protocol must be 'tcp' or 'udp', not 'my_module'.")]
    [InlineData(
        "agent.deallocate_ports('my_module', 'tcp')",
        "InvalidPortRequestError: The protocol must be 'tcp' or 'udp', not 'my_module'.")]
    public async Task A_call_with_a_missing_or_misplaced_argument_is_an_error_and_changes_nothing(
        string call, string error)
    {
        await using var node = new PythonNode();

        var result = await node.Python.RunAsync("-c", $"import agent; {call}");

        Assert.EndsWith(error + "\n", result.Failed(1).Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(node.Database));
    }
}
