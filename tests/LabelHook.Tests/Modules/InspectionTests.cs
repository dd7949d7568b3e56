using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Tests.Images;

namespace LabelHook.Tests.Modules;

public static class InspectionTests
{
    [Fact]
    public static void The_variables_are_those_of_an_empty_node_with_the_same_configuration()
    {
        var settings = new NodeSettings
        {
            Band = PortBand.Create(300, 400) with { Excluded = [PortRange.Create(301, 310)] },
            SinglePortList = true,
        };

        var inspection = Inspection.Read(TestImage.With(tcp: 2, udp: 1), settings);

        Assert.Equal(
            "TCP_PORT=311 TCP_PORTS=311,312 TCP_PORTS_RANGE=311-312 UDP_PORT=300 UDP_PORTS=300",
            string.Join(' ', inspection.Variables!.Select(variable => $"{variable.Key}={variable.Value}")));
        Assert.Empty(inspection.Problems);
    }

    [Fact]
    public static void An_image_without_a_demand_gets_no_variables() =>
        Assert.Empty(Inspection.Read(TestImage.With(tcp: 0), new NodeSettings()).Variables!);

    [Fact]
    public static void Labels_that_are_refused_give_no_variables()
    {
        var inspection = Inspection.Read(TestImage.With("1", "two"), new NodeSettings());

        Assert.Null(inspection.Variables);
        Assert.Equal("LH1001", Assert.Single(inspection.Problems).Code);
    }

    [Fact]
    public static void A_demand_that_the_excluded_ports_leave_no_room_for_is_a_problem()
    {
        var settings = new NodeSettings
        {
            Band = PortBand.Create(300, 309) with { Excluded = [PortRange.Create(305, 305)] },
        };

        var inspection = Inspection.Read(TestImage.With(tcp: 6), settings);

        Assert.Null(inspection.Variables);
        Assert.Equal("LH3001", Assert.Single(inspection.Problems).Code);
    }

    [Theory]
    [InlineData("TCP_PORT=20001", "")]
    [InlineData("TCP_PORT=20002", "TCP_PORT:20002:20001")]
    [InlineData("", "TCP_PORT::20001")]
    [InlineData("TCP_PORT=20001 UDP_PORT=1", "UDP_PORT:1:")]
    [InlineData("error=LH1001", "TCP_PORT::20001 error:LH1001:")]
    public static void Each_difference_from_the_expectation_is_found(string expected, string differences) =>
        Assert.Equal(differences, Compare(TestImage.With(tcp: 1), expected));

    [Theory]
    [InlineData("error=LH1001", "")]
    [InlineData("error=LH1002", "error:LH1002:LH1001")]
    [InlineData("TCP_PORT=1", "TCP_PORT:1: error::LH1001")]
    public static void An_error_can_be_expected(string expected, string differences) =>
        Assert.Equal(differences, Compare(TestImage.With("-1", "0"), expected));

    private static string Compare(LabelHook.Images.ModuleImage image, string expected)
    {
        var wanted = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('='))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        var found = Inspection.Read(image, new NodeSettings()).DifferencesFrom(wanted);
        return string.Join(' ', found.Select(each => $"{each.Name}:{each.Expected}:{each.Actual}"));
    }
}
