using CsCheck;
using LabelHook.Labels;

namespace LabelHook.Tests.Labels;

public static class ModuleLabelsTests
{
    private const string Tcp = "org.nethserver.tcp-ports-demand";
    private const string Udp = "org.nethserver.udp-ports-demand";
    private const string Authorizations = "org.nethserver.authorizations";

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1)]
    [InlineData(" 2 ", 2)]
    [InlineData("\t3", 3)]
    [InlineData("007", 7)]
    [InlineData("0000000000000000000000005", 5)]
    [InlineData("25000", 25000)]
    public static void A_demand_is_a_number_in_ASCII_digits_with_optional_blanks(string value, int ports) =>
        Assert.Equal(ports, Read((Tcp, value), out _).Tcp);

    [Theory]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("٣")]
    [InlineData("0x10")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1 0")]
    [InlineData("0 0")]
    [InlineData("12345678901234567890")]
    [InlineData("25001")]
    [InlineData("2\nLD_PRELOAD=/tmp/x.so")]
    [InlineData("2\n")]
    public static void Any_other_demand_is_rejected(string value)
    {
        Read((Udp, value), out var problems);

        var problem = Assert.Single(problems);
        Assert.Equal("LH1001", problem.Code);
        Assert.Equal(value, problem.Value);
        Assert.Equal("a whole number from 0 to 25000", problem.Accepted);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData("node:allocate-ports node:deallocate-ports", "node:allocate-ports node:deallocate-ports")]
    [InlineData(" node:fwadm,portsadm \t traefik@any:routeadm", "node:fwadm,portsadm traefik@any:routeadm")]
    [InlineData("martian:saucer", "martian:saucer")]
    [InlineData("cluster:reader cluster:ownership", "cluster:reader cluster:ownership")]
    public static void Authorizations_are_agents_with_roles_separated_by_blanks(string value, string normalized) =>
        Assert.Equal(normalized, string.Join(' ', Read((Authorizations, value), out _).Authorizations));

    [Theory]
    [InlineData("node", "LH1002")]
    [InlineData("node:", "LH1002")]
    [InlineData(":x", "LH1002")]
    [InlineData("a:b:c", "LH1002")]
    [InlineData("node:a,,b", "LH1002")]
    [InlineData("node:a,", "LH1002")]
    [InlineData("node:fwadm\nLD_PRELOAD=/tmp/x.so", "LH1002")]
    [InlineData("*:owner", "LH1003")]
    [InlineData("node:port?adm", "LH1003")]
    [InlineData("mail[12]:x", "LH1003")]
    [InlineData("cluster:owner", "LH1004")]
    [InlineData("cluster:owner,reader", "LH1004")]
    [InlineData("cluster:reader,owner", "LH1004")]
    [InlineData("Cluster:OWNER", "LH1004")]
    public static void An_invalid_or_too_long_authorization_is_rejected(string value, string code)
    {
        Read((Authorizations, value), out var problems);

        Assert.Equal(code, Assert.Single(problems).Code);
    }

    [Fact]
    public static void All_mistakes_are_reported_at_once()
    {
        var labels =
            new Dictionary<string, string>(
                StringComparer.Ordinal)
            { [Tcp] = "-1", [Udp] = "x", [Authorizations] = "node *:owner ok:ok" };

        ModuleLabels.Read(labels, PortBand.Default.Range, out var problems);

        Assert.Equal(["LH1001", "LH1001", "LH1002", "LH1003"], problems.Select(problem => problem.Code));
    }

    [Fact]
    public static void Missing_labels_demand_nothing()
    {
        var labels = ModuleLabels.Read(
            new Dictionary<string, string>(StringComparer.Ordinal), PortBand.Default.Range, out var problems);

        Assert.Empty(problems);
        Assert.Equal((0, 0, 0), (labels.Tcp, labels.Udp, labels.Authorizations.Count));
    }

    [Fact]
    public static void No_text_breaks_the_reader() =>
        Gen.OneOf(
            Gen.String, Gen.String[Gen.Char[" \t\n:,*?[0123456789clusterowner\0\u0663\ud83d"]]).Array[3].Sample(texts =>
    {
        var labels =
            new Dictionary<string, string>(
                StringComparer.Ordinal)
            { [Tcp] = texts[0], [Udp] = texts[1], [Authorizations] = texts[2] };

        var read = ModuleLabels.Read(labels, PortBand.Default.Range, out var problems);

        return read.Tcp is >= 0 and <= 25000 && read.Udp is >= 0 and <= 25000 && problems.All(
            problem => !problem.Message.Any(char.IsControl));
    });

    private static ModuleLabels Read((string Label, string Value) label, out IReadOnlyList<Problem> problems) =>
        ModuleLabels.Read(
            new Dictionary<string, string>(StringComparer.Ordinal) { [label.Label] = label.Value },
            PortBand.Default.Range,
            out problems);
}
