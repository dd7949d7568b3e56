using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Modules;
using LabelHook.Nodes;

namespace LabelHook.Tests.Checks;

public sealed class KernelChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeHost _host;

    public KernelChecksTests() => _host = new FakeHost(_folder);

    private Node Node => new(new NodeSettings { AvoidInUse = false }, _folder["state"], TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData("32768\t60999", "", 20001, 32767, "", "")]
    [InlineData("32768\t60999", "", 32766, 32769, "32768-32769", "32768-32769")]
    [InlineData("32768\t60999", "8080,32768-32769", 32766, 32769, "", "")]
    [InlineData("32768\t60999", "8080,32769", 32768, 32771, "32768, 32770-32771", "8080,32768-32771")]
    [InlineData("32768\t60999", "32767,32772", 32768, 32771, "32768-32771", "32767-32772")]
    [InlineData("1024\t2000", "", 32768, 32771, "", "")]
    public void A_block_that_the_kernel_may_use_is_reported_with_the_setting_that_prevents_it(
        string range, string reserved, int start, int end, string open, string list)
    {
        _host.Kernel(range, reserved);
        Claim(start, end);

        var result = Check();

        var message = $"outgoing connections may take tcp ports {open} of one: "
            + "they are in the ephemeral range 32768-60999 and are not reserved";
        Assert.Equal(
            open.Length == 0 ? [] : [message],
            from finding in result.Findings
            where finding.Kind == FindingKind.InEphemeralRange
            select finding.Message);
        Assert.Equal(list.Length == 0 ? null : $"net.ipv4.ip_local_reserved_ports = {list}", result.DropIn?.Line);
    }

    [Fact]
    public void A_drop_in_that_is_not_loaded_is_reported()
    {
        _host.Kernel("32768\t60999", "");
        _host.Unit(SysctlDropIn.Path[1..], "# made by hand\nnet.ipv4.ip_local_reserved_ports = 50000, 40000-40010\n");
        Claim(40000, 40003);

        var result = Check();

        var finding = result.Findings.Single(found => found.Kind == FindingKind.InEphemeralRange);
        Assert.EndsWith(
            "and /etc/sysctl.d/90-labelhook-ports.conf reserves them but is not loaded",
            finding.Message,
            StringComparison.Ordinal);
        Assert.Equal("load it: sysctl --load=/etc/sysctl.d/90-labelhook-ports.conf", finding.Remedy);
        Assert.Equal("net.ipv4.ip_local_reserved_ports = 40000-40010,50000", result.DropIn?.Line);
    }

    [Fact]
    public void A_list_that_is_too_long_for_the_kernel_becomes_the_whole_band()
    {
        var ports = Enumerable.Range(0, 1000).Select(number => PortRange.FromStart(33000 + (2 * number), 1)).ToList();

        var line = SysctlDropIn.For([PortRange.Create(60000, 60000), .. ports], PortRange.Create(20001, 45000)).Line;

        Assert.Equal("net.ipv4.ip_local_reserved_ports = 20001-45000,60000", line);
        Assert.Contains(
            "33000,33002",
            SysctlDropIn.For(ports.Take(600), PortRange.Create(20001, 45000)).Line,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Claim(int start, int end) =>
        new PortRequests(Node).Claim(ModuleName.Parse("one"), PortRange.Create(start, end), Protocol.Tcp);

    private CheckResult Check() => new Check(Node, () => _host.State).Run(repair: false);
}
