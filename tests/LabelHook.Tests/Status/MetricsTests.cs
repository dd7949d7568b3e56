using LabelHook.Checks;
using LabelHook.Host;
using LabelHook.Status;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Status;

public sealed class MetricsTests : IDisposable
{
    private readonly TestNode _node = new();

    [Fact]
    public void Ports_modules_and_findings_are_counted()
    {
        _node.Settings = _node.Settings with
        {
            Band = PortBand.Create(20001, 20100) with { Excluded = [PortRange.Create(20091, 20100)] },
        };
        _node.Install(ModuleName.Parse("one"), tcp: 2, udp: 1);
        _node.Reservations.Reserve(PortRange.Create(20011, 20014), Protocol.Tcp, "SIP");
        var status = NodeStatus.Read(_node.Node);
        Finding[] findings =
        [
            new(FindingKind.FileMissing, "one", null, default, "", ""),
            new(FindingKind.FileMissing, "two", null, default, "", ""),
        ];

        var lines = Metrics.Write(status.Map, status.Modules, status.RejectedImages, findings).Split('\n');

        Assert.Contains("labelhook_ports{protocol=\"tcp\",state=\"allocated\"} 2", lines);
        Assert.Contains("labelhook_ports{protocol=\"tcp\",state=\"reserved\"} 4", lines);
        Assert.Contains("labelhook_ports{protocol=\"tcp\",state=\"excluded\"} 10", lines);
        Assert.Contains("labelhook_ports{protocol=\"tcp\",state=\"free\"} 84", lines);
        Assert.Contains("labelhook_ports{protocol=\"udp\",state=\"allocated\"} 1", lines);
        Assert.Contains("labelhook_largest_free_block_ports{protocol=\"tcp\"} 76", lines);
        Assert.Contains("labelhook_modules 1", lines);
        Assert.Contains("labelhook_rejected_images 0", lines);
        Assert.Contains("labelhook_findings{kind=\"file-missing\"} 2", lines);
        Assert.Contains("labelhook_findings{kind=\"leak\"} 0", lines);
    }

    [Fact]
    public void They_say_what_status_and_check_say()
    {
        _node.Install(ModuleName.Parse("one"), tcp: 2, udp: 1);
        _node.Install(ModuleName.Parse("two"), tcp: 2, udp: 1);
        _node.Reservations.Reserve(PortRange.Create(20011, 20014), Protocol.Tcp, "SIP");
        File.Delete(_node.EnvironmentFile("one"));
        var host = new HostState(_node.Folder["root"]);
        var status = NodeStatus.Read(_node.Node);
        var findings = new Check(_node.Node, () => host).Run(repair: false).Findings;

        Assert.Equal(FindingKind.FileMissing, Assert.Single(findings).Kind);
        Assert.Equal(
            Metrics.Write(status.Map, status.Modules, status.RejectedImages, findings),
            Metrics.Read(_node.Node, host));
    }

    public void Dispose() => _node.Dispose();
}
