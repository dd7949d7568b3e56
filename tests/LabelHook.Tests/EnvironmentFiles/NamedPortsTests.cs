using LabelHook.EnvironmentFiles;

namespace LabelHook.Tests.EnvironmentFiles;

public static class NamedPortsTests
{
    [Theory]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "UDP_PORT=20001" }, "")]
    [InlineData(new[] { "TCP_PORT=20001" }, "20001")]
    [InlineData(new[] { "TCP_PORTS=20001" }, "20001")]
    [InlineData(new[] { "TCP_PORTS_RANGE=20001-20009" }, "20001-20009")]
    [InlineData(new[] { "TCP_PORT=20001", "TCP_PORTS=20001,20002", "TCP_PORTS_RANGE=20001-20002" }, "20001-20002")]
    [InlineData(new[] { "TCP_PORT=20001", "TCP_PORTS=20001,20050" }, "20001 20050")]
    public static void Consistent_variables_of_any_writer_are_read(string[] lines, string blocks)
    {
        var ports = NamedPorts.Read(Variables(lines), Protocol.Tcp);

        Assert.Null(ports.Contradiction);
        Assert.Equal(blocks, string.Join(' ', ports.Blocks));
    }

    [Theory]
    [InlineData(
        "TCP_PORT=20002",
        "TCP_PORTS_RANGE=20001-20002",
        "TCP_PORTS_RANGE=\"20001-20002\" and TCP_PORT=\"20002\" contradict each other")]
    [InlineData(
        "TCP_PORTS=20001,20003",
        "TCP_PORTS_RANGE=20001-20002",
        "TCP_PORTS_RANGE=\"20001-20002\" and TCP_PORTS=\"20001,20003\" contradict each other")]
    [InlineData(
        "TCP_PORT=20002",
        "TCP_PORTS=20001,20002",
        "TCP_PORTS=\"20001,20002\" and TCP_PORT=\"20002\" contradict each other")]
    [InlineData("TCP_PORT=0", "A=1", "TCP_PORT=\"0\" does not list valid ports")]
    [InlineData("TCP_PORT=", "A=1", "TCP_PORT=\"\" does not list valid ports")]
    [InlineData("TCP_PORT=20001-20002", "A=1", "TCP_PORT=\"20001-20002\" does not list valid ports")]
    [InlineData("TCP_PORTS=20001,,20002", "A=1", "TCP_PORTS=\"20001,,20002\" does not list valid ports")]
    [InlineData("TCP_PORTS=20001,20001", "A=1", "TCP_PORTS=\"20001,20001\" does not list valid ports")]
    [InlineData("TCP_PORTS_RANGE=20002-20001", "A=1", "TCP_PORTS_RANGE=\"20002-20001\" does not list valid ports")]
    [InlineData("TCP_PORTS_RANGE=1-65536", "A=1", "TCP_PORTS_RANGE=\"1-65536\" does not list valid ports")]
    public static void Conflicting_variables_are_reported_with_both_values(
        string one, string other, string contradiction)
    {
        var ports = NamedPorts.Read(Variables(one, other), Protocol.Tcp);

        Assert.Equal(contradiction, ports.Contradiction);
        Assert.Empty(ports.Blocks);
    }

    private static Dictionary<string, string> Variables(params string[] lines) =>
        lines.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
}
