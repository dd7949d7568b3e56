using LabelHook.Authorizations;
using LabelHook.Ports;
using LabelHook.Settings;

namespace LabelHook.Tests;

public sealed class Ns8NodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ModuleName One { get; } = ModuleName.Parse("one1");

    private static ModuleName Two { get; } = ModuleName.Parse("two1");

    private Node Node => new(new NodeSettings { AvoidInUse = false, SinglePortList = true, Band = PortBand.Of(20000, 20099) }, _folder.Path, TimeSpan.FromSeconds(5));

    private Ns8Node Ns8 => new(Node);

    private Hook Hook => new(Node);

    [Fact]
    public void A_new_module_gets_its_ports_and_no_file_is_written()
    {
        var variables = Ns8.Add(One, "ghcr.io/x/one:1", 1, 2);

        Assert.Equal("TCP_PORT=20000 TCP_PORTS=20000 UDP_PORT=20000 UDP_PORTS=20000,20001 UDP_PORTS_RANGE=20000-20001", string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}")));
        Assert.False(Directory.Exists(_folder["modules"]));
        Assert.Equal(variables, Ns8.Add(One, "ghcr.io/x/one:1", 1, 2));
    }

    [Fact]
    public void A_raised_demand_gives_the_ports_behind_the_first_block()
    {
        Ns8.Add(One, "", 2, 0);

        var update = Ns8.Update(One, 4, 1);

        Assert.Equal(("20000-20003", "20000"), ($"{update.Tcp.Single()}", $"{update.Udp.Single()}"));
        Assert.Empty(update.Moved);
    }

    [Fact]
    public void A_block_that_cannot_grow_moves_and_the_old_one_stays_held_until_the_next_update()
    {
        Ns8.Add(One, "", 2, 0);
        Ns8.Add(Two, "", 1, 0);

        var update = Ns8.Update(One, 3, 0);

        Assert.Equal((Protocol.Tcp, PortRange.Of(20000, 20001), PortRange.Of(20003, 20005)), Assert.Single(update.Moved));
        Assert.Equal("20006", $"{Hook.Allocate(ModuleName.Parse("three1"), 1, Protocol.Tcp, keepExisting: false).Ports}");
        Assert.Equal("20003-20005", $"{Ns8.Update(One, 3, 0).Tcp.Single()}");
        Assert.Equal("20000", $"{Hook.Allocate(ModuleName.Parse("four1"), 1, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_lowered_demand_is_the_quota_and_takes_no_port_away()
    {
        Ns8.Add(One, "", 4, 0);

        Assert.Equal("20000-20003", $"{Ns8.Update(One, 2, 0).Tcp.Single()}");
        Assert.Equal("LH3105", Assert.Throws<LabelHookException>(() => Hook.Allocate(One, 3, Protocol.Tcp, false, Caller.Parse("module/one1"))).Problem.Code);
        Assert.Equal("20000-20001", $"{Hook.Allocate(One, 2, Protocol.Tcp, false, Caller.Parse("module/one1")).Ports}");
    }

    [Fact]
    public void A_module_that_gave_its_block_back_keeps_to_single_ports_over_an_update()
    {
        Ns8.Add(One, "", 10, 0);
        Hook.Deallocate(One, Protocol.Tcp, Caller.Parse("module/one1"));
        Hook.Allocate(One, 1, Protocol.Tcp, true, Caller.Parse("module/one1"));

        Assert.Equal("20000", $"{Ns8.Update(One, 10, 0).Tcp.Single()}");
    }

    [Fact]
    public void A_module_that_was_there_before_is_recorded_by_its_first_update_and_given_nothing()
    {
        Hook.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal("20000", $"{Ns8.Update(One, 50, 0).Tcp.Single()}");
        Assert.Equal("20000-20050", $"{Ns8.Update(One, 51, 0).Tcp.Single()}");
    }

    [Fact]
    public void A_module_that_was_installed_from_its_image_is_not_changed_behind_its_file()
    {
        Hook.Install(One, new LabelHook.Images.ModuleImage("x", "", new Dictionary<string, string>(StringComparer.Ordinal)), null, dryRun: false);

        Assert.Equal("LH3106", Assert.Throws<LabelHookException>(() => Ns8.Update(One, 1, 0)).Problem.Code);
        Assert.Equal("LH3106", Assert.Throws<LabelHookException>(() => Ns8.Add(One, "", 1, 0)).Problem.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public void A_demand_that_cannot_be_is_refused(int demand)
    {
        Assert.Equal("LH1015", Assert.Throws<LabelHookException>(() => Ns8.Add(One, "", demand, 0)).Problem.Code);
        Assert.Equal("LH1015", Assert.Throws<LabelHookException>(() => Ns8.Update(One, 0, demand)).Problem.Code);
    }

    [Fact]
    public void A_helper_named_after_a_module_goes_with_it()
    {
        Ns8.Add(One, "", 1, 0);
        Hook.Allocate(ModuleName.Parse("one1_rsync"), 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(["20000", "20001"], Hook.Remove(One)!.Tcp.Select(ports => $"{ports}"));
        Assert.Empty(Hook.List(null, out _));
    }

    [Fact]
    public void A_module_goes_though_its_user_is_gone_already()
    {
        Assert.True(PathTemplate.TryParse("{home}/.config/state/environment", out var template));
        var node = new Node(new NodeSettings { EnvironmentFile = template }, _folder.Path, TimeSpan.FromSeconds(5));
        new Ns8Node(node).Add(One, "", 1, 0);

        Assert.Single(new Hook(node).Remove(One)!.Tcp);
    }

    [Fact]
    public void A_claim_is_recorded_once_and_refused_with_the_owners_name_where_others_are()
    {
        Hook.Claim(One, PortRange.Of(5060, 5061), Protocol.Udp);
        Hook.Claim(One, PortRange.Of(5060, 5061), Protocol.Udp);

        var problem = Assert.Throws<LabelHookException>(() => Hook.Claim(Two, PortRange.Of(5061, 5070), Protocol.Udp)).Problem;

        Assert.Equal("udp ports 5061-5070 cannot be claimed: \"one1\" holds some of them", problem.Message);
        Assert.Single(Hook.List(One, out _).Single().Blocks.Of(Protocol.Udp));
    }

    public void Dispose() => _folder.Dispose();
}
