using System.Net;
using System.Net.Sockets;
using LabelHook.Nodes;
using LabelHook.Plans;
using LabelHook.Tests.Images;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Plans;

public sealed class PlanTests : IDisposable
{
    private readonly TestNode _node = new();

    public PlanTests() => Band(300, 309);

    [Fact]
    public void A_plan_on_a_node_without_a_database_creates_none()
    {
        var result = Run((3, 1, 2));

        Assert.Equal((true, 2, 2), (result.AllFit, result.Fit, result.Count));
        Assert.False(Directory.Exists(_node.Folder["state"]));
    }

    [Fact]
    public void A_plan_changes_nothing()
    {
        Install("one", tcp: 2);
        var before = _node.Snapshot("one");

        Run((2, 0, 1), (9, 0, 1));

        Assert.Equal(before, _node.Snapshot("one"));
        Assert.Equal("one:300-301/tcp", _node.Allocations);
    }

    [Fact]
    public void Planned_modules_do_not_share_ports_with_each_other_or_with_modules()
    {
        Install("one", tcp: 3);

        var result = Run((2, 0, 3), (1, 1, 2), (0, 5, 2), (0, 0, 4));

        Assert.Equal([3, 1, 1, 4], result.Images.Select(image => image.Fit));
        Assert.Same(result.Images[1].Request, result.Misfit!.Request);
        Assert.Equal(2, result.Misfit.Number);
    }

    [Fact]
    public void What_fits_is_what_can_then_be_installed()
    {
        Install("one", tcp: 3);
        _node.Reservations.Reserve(PortRange.Create(305, 305), Protocol.Tcp, "me");

        var fit = Run((2, 1, 10)).Fit;

        for (var number = 0; number < fit; number++)
            Install($"m{number}", tcp: 2, udp: 1);
        Assert.Equal("LH3001", Assert.Throws<LabelHookException>(() => Install("last", tcp: 2, udp: 1)).Problem.Code);
        Assert.Equal(3, fit);
    }

    [Fact]
    public void A_module_that_lacks_ports_of_one_protocol_takes_none_of_the_other()
    {
        _node.Reservations.Reserve(PortRange.Create(300, 309), Protocol.Udp, "me");

        var result = Run((1, 1, 1), (10, 0, 1));

        Assert.Equal([0, 1], result.Images.Select(image => image.Fit));
        Assert.Equal(
            "no 1 consecutive udp ports are free in 300-309: the largest free block has 0, "
                + "300-309 is reserved for \"me\"",
            Assert.Single(result.Misfit!.Shortages).Reason.Message);
    }

    [Fact]
    public void The_first_module_that_does_not_fit_is_explained()
    {
        Install("one", tcp: 4);

        var misfit = Run((2, 0, 2), (2, 3, 5), (10, 0, 1)).Misfit!;

        Assert.Equal((2, 2, Protocol.Tcp), (misfit.Request.Labels.Tcp, misfit.Number, misfit.Shortages[0].Protocol));
        Assert.Equal((2, 0), (misfit.Shortages[0].Demand, misfit.Shortages[0].LargestFree));
    }

    [Fact]
    public void The_wider_band_is_the_smallest_in_which_all_of_the_plan_fits()
    {
        Install("one", tcp: 4);
        (int, int, int)[] plan = [(2, 0, 4), (3, 1, 1)];

        var wider = Run(plan).Misfit!.WiderBand!.Value;

        Assert.Equal("300-314", $"{wider}");
        Band(300, wider.End - 1);
        Assert.False(Run(plan).AllFit);
        Band(300, wider.End);
        Assert.True(Run(plan).AllFit);
    }

    [Fact]
    public void Labels_that_an_install_would_refuse_are_refused() => Assert.Equal(
        "LH1001", Assert.Throws<LabelHookException>(() => Run((11, 0, 1))).Problem.Code);

    [Fact]
    public void No_band_is_wide_enough_if_the_last_ports_are_excluded()
    {
        _node.Settings = _node.Settings with
        {
            Band = _node.Settings.Band with { Excluded = [PortRange.Create(310, 65535)] },
        };

        Assert.Null(Run((6, 0, 2)).Misfit!.WiderBand);
    }

    [Fact]
    public void The_modules_whose_removal_alone_makes_room_are_named_the_smallest_first()
    {
        foreach (var (name, tcp) in new[] { ("a", 2), ("b", 1), ("c", 3), ("d", 1), ("e", 2) })
            Install(name, tcp);

        var removable = Run((2, 0, 1)).Misfit!.Removable;

        Assert.Equal(["a", "e", "c"], removable);
    }

    // The planned modules before it would get other ports then.
    [Fact]
    public void A_module_is_removed_or_moved_before_the_plan_begins()
    {
        _node.PortRequests.Claim(ModuleName.Parse("one"), PortRange.Create(304, 304), Protocol.Tcp);

        var misfit = Run((3, 0, 3)).Misfit!;

        Assert.Equal(3, misfit.Number);
        Assert.Equal(["one"], misfit.Removable);
        Assert.Equal(["one"], misfit.Movable);
        _node.PortRequests.Move(ModuleName.Parse("one"), Protocol.Tcp, to: null);
        Assert.True(Run((3, 0, 3)).AllFit);
    }

    [Fact]
    public void A_removal_must_free_enough_ports_of_both_protocols()
    {
        Install("both", tcp: 9, udp: 9);
        Install("tcp", tcp: 1);
        Install("udp", tcp: 0, udp: 1);

        Assert.Equal(["both"], Run((5, 5, 1)).Misfit!.Removable);
        Assert.Empty(Run((10, 10, 1)).Misfit!.Removable);
    }

    [Fact]
    public void A_module_in_the_middle_of_free_ports_can_move_away()
    {
        Install("one", tcp: 4);
        Install("two", tcp: 1);
        _node.PortRequests.Deallocate(ModuleName.Parse("one"), Protocol.Tcp);

        var misfit = Run((6, 0, 1)).Misfit!;

        Assert.Equal(["two"], misfit.Movable);
        Assert.Equal(["two"], misfit.Removable);
        _node.PortRequests.Move(ModuleName.Parse("two"), Protocol.Tcp, to: null);
        Assert.True(Run((6, 0, 1)).AllFit);
    }

    [Fact]
    public void A_move_that_does_not_help_is_not_proposed()
    {
        Install("one", tcp: 4);
        Install("two", tcp: 1);
        Install("three", tcp: 1);
        _node.PortRequests.Deallocate(ModuleName.Parse("one"), Protocol.Tcp);

        Assert.Empty(Run((9, 0, 1)).Misfit!.Movable);
    }

    [Fact]
    public void The_sockets_of_a_module_that_goes_do_not_stand_in_the_way()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _node.PortRequests.Claim(ModuleName.Parse("one"), PortRange.Create(port, port), Protocol.Udp);
        Band(port, port);
        _node.Settings = _node.Settings with { AvoidInUse = true };

        Assert.Equal(["one"], Run((0, 1, 1)).Misfit!.Removable);
        _node.PortRequests.Deallocate(ModuleName.Parse("one"), Protocol.Udp);
        Assert.Equal(
            $"no 1 consecutive udp ports are free in {port}: the largest free block has 0, "
                + "and 1 unallocated ports are in use",
            Run((0, 1, 1)).Misfit!.Shortages[0].Reason.Message);
    }

    [Fact]
    public void A_lost_database_is_no_empty_one()
    {
        Install("one", tcp: 4);
        File.Delete(_node.Database);

        Assert.Equal("LH3008", Assert.Throws<LabelHookException>(() => Run((1, 0, 1))).Problem.Code);
    }

    [Fact]
    public void The_database_of_NethServer_8_need_not_be_upgraded()
    {
        TestNode.MakeUpstreamDatabase(_node.Database, "INSERT INTO TCP_PORTS VALUES (300, 303, 'mail1')");
        var before = File.ReadAllBytes(_node.Database);

        Assert.Equal(3, Run((2, 0, 9)).Fit);
        Assert.Equal(before, File.ReadAllBytes(_node.Database));
    }

    [Fact]
    public void A_full_band_of_single_ports_is_planned()
    {
        Band(20001, 20100);
        for (var number = 0; number < 30; number++)
            Install($"m{number}", tcp: 1 + (number % 2));

        var result = Run((1, 0, 100));

        Assert.Equal(55, result.Fit);
        Assert.Equal("20001-20145", $"{result.Misfit!.WiderBand}");
    }

    public void Dispose() => _node.Dispose();

    private PlanResult Run(params (int Tcp, int Udp, int Count)[] images)
    {
        var requests = images.Select(image => PlanRequest.Create(
            TestImage.With(image.Tcp, image.Udp), _node.Settings.Band.Range, image.Count));
        return new Plan(_node.Preview).Run([.. requests]);
    }

    private void Band(int start, int end) =>
        _node.Settings = new NodeSettings { AvoidInUse = false, Band = PortBand.Create(start, end) };

    private void Install(string module, int tcp, int udp = 0) => _node.Install(ModuleName.Parse(module), tcp, udp);
}
