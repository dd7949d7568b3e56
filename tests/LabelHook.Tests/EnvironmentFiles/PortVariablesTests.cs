using LabelHook.EnvironmentFiles;

namespace LabelHook.Tests.EnvironmentFiles;

public static class PortVariablesTests
{
    [Theory]
    [InlineData(0, false, "")]
    [InlineData(1, false, "TCP_PORT=20001")]
    [InlineData(1, true, "TCP_PORT=20001 TCP_PORTS=20001")]
    [InlineData(2, false, "TCP_PORT=20001 TCP_PORTS=20001,20002 TCP_PORTS_RANGE=20001-20002")]
    [InlineData(
        8,
        true,
        "TCP_PORT=20001 TCP_PORTS=20001,20002,20003,20004,20005,20006,20007,20008 TCP_PORTS_RANGE=20001-20008")]
    [InlineData(9, true, "TCP_PORT=20001 TCP_PORTS_RANGE=20001-20009")]
    public static void The_number_of_ports_decides_which_variables_exist(
        int count, bool singlePortList, string expected)
    {
        var ports = count == 0 ? default : PortRange.FromStart(20001, count);

        Assert.Equal(expected, Text(PortVariables.For(ports, default, singlePortList)));
        Assert.Equal(
            expected.Replace("TCP", "UDP", StringComparison.Ordinal),
            Text(PortVariables.For(default, ports, singlePortList)));
    }

    private static string Text(SortedDictionary<string, string> variables) =>
        string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}"));
}
