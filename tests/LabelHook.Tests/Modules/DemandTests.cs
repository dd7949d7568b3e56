using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Modules;

// Modules that hold other ports than their image demands.
public sealed class DemandTests : IDisposable
{
    private readonly TestNode _node = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    private string Environment => File.ReadAllText(_node.EnvironmentFile("one"));

    [Fact]
    public void Ports_allocated_at_run_time_survive_another_install_of_the_same_image()
    {
        _node.Install(One, tcp: 2);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.False(_node.Install(One, tcp: 2).Changed);

        Assert.Equal(["20001-20002", "20003"], _node.Ports(One, Protocol.Tcp).Select(ports => $"{ports}"));
        Assert.Contains("TCP_PORTS_RANGE=20001-20002", Environment, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_released_ports_is_reported_as_below_its_demand()
    {
        _node.Install(One, tcp: 2);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        var result = _node.Install(One, tcp: 2);

        Assert.Equal((false, false, "20001"), (result.Changed, result.MeetsDemand, $"{result.Tcp}"));
        Assert.Equal(
            "one has 1 tcp port, but its image demands 2; run 'labelhook install one IMAGE --reset' to allocate "
                + "exactly what it demands",
            Assert.Single(result.Warnings));
    }

    [Fact]
    public void Ports_in_several_blocks_do_not_meet_a_demand()
    {
        _node.Install(One, tcp: 2);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: true);

        Assert.StartsWith(
            "one has 2 tcp ports (20001, 20002), but its image demands 2 in one block; ",
            Assert.Single(_node.Install(One, tcp: 2).Warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 0, "20001-20002", "")] // as it is
    [InlineData(1, 0, "20001-20002", "")] // grows in its place
    [InlineData(5, 0, "20001-20002", "20003-20005")] // shrinks in its place
    [InlineData(2, 3, "20001-20002", "20003-20005")] // keeps its first block only
    [InlineData(1, 1, "20001-20002", "")] // its own other ports are free for it
    public void A_reset_allocates_exactly_the_demand_and_keeps_the_first_block(
        int first, int more, string left, string givenBack)
    {
        _node.Install(One, tcp: 2);
        _node.PortRequests.Allocate(One, first, Protocol.Tcp, keepExisting: false);
        if (more > 0)
            _node.PortRequests.Allocate(One, more, Protocol.Tcp, keepExisting: true);
        var before = _node.Snapshot("one");

        var dry = _node.PreviewInstaller.Install(One, TestImage.With(2), null, reset: true);
        Assert.Equal(before, _node.Snapshot("one"));
        var result = _node.Installer.Install(One, TestImage.With(2), null, reset: true);

        Assert.Equal([left], _node.Ports(One, Protocol.Tcp).Select(ports => $"{ports}"));
        Assert.Equal("TCP_PORT=20001\nTCP_PORTS=20001,20002\nTCP_PORTS_RANGE=20001-20002\n", Environment);
        Assert.Equal(givenBack.Length == 0 ? [] : [$"released tcp ports {givenBack} of one"], result.Warnings);
        Assert.Equal((dry.Tcp, dry.Changed), (result.Tcp, result.Changed));
        Assert.True(result.MeetsDemand);
        Assert.False(_node.Installer.Install(One, TestImage.With(2), null, reset: true).Changed);
    }

    [Fact]
    public void A_reset_moves_a_block_that_cannot_grow_and_releases_ports_without_a_demand()
    {
        _node.Install(One, tcp: 1);
        _node.Install(Two, tcp: 1);
        _node.PortRequests.Allocate(One, 2, Protocol.Udp, keepExisting: false);

        var result = _node.Installer.Install(One, TestImage.With(3), null, reset: true);

        Assert.Equal("20003-20005", $"{result.Tcp}");
        Assert.Equal("TCP_PORT=20003\nTCP_PORTS=20003,20004,20005\nTCP_PORTS_RANGE=20003-20005\n", Environment);
        Assert.Empty(_node.Ports(One, Protocol.Udp));
    }

    public void Dispose() => _node.Dispose();
}
