using LabelHook.Images;
using LabelHook.Maps;
using LabelHook.Modules;
using LabelHook.Nodes;
using LabelHook.Ns8;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Ns8;

public sealed class Ns8NodeTests : IDisposable
{
    private readonly TestNode _node = new()
    {
        Settings = new NodeSettings
        {
            AvoidInUse = false,
            SinglePortList = true,
            Band = PortBand.Create(20000, 20099),
        },
    };

    private static ModuleName One { get; } = ModuleName.Parse("one1");

    private static ModuleName Two { get; } = ModuleName.Parse("two1");

    private Ns8Node Ns8 => new(_node.Node);

    [Fact]
    public void A_new_module_gets_its_ports_and_no_file_is_written()
    {
        var variables = Ns8.Add(One, "ghcr.io/x/one:1", 1, 2);

        Assert.Equal(
            "TCP_PORT=20000 TCP_PORTS=20000 UDP_PORT=20000 UDP_PORTS=20000,20001 UDP_PORTS_RANGE=20000-20001",
            string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}")));
        Assert.False(Directory.Exists(_node.Folder["state/modules"]));
        Assert.Equal(variables, Ns8.Add(One, "ghcr.io/x/one:1", 1, 2));
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(4, 2)]
    [InlineData(4, 0)]
    public void An_updated_demand_is_recorded_and_the_ports_are_kept(int before, int after)
    {
        Ns8.Add(One, "ghcr.io/x/one:1", before, 0);
        var held = _node.ModuleList.Read(One, out _).Single().Blocks;

        var update = Ns8.Update(One, "ghcr.io/x/one:2", after, 1);

        Assert.Equal(held.Single().Ports, update.FirstBlock(Protocol.Tcp));
        Assert.Equal(default, update.FirstBlock(Protocol.Udp));
        Assert.Equal(("ghcr.io/x/one:2", after, 1), Recorded(One));
    }

    [Fact]
    public void An_update_that_does_not_name_the_image_keeps_the_name()
    {
        Ns8.Add(One, "ghcr.io/x/one:1", 1, 0);

        Ns8.Update(One, "", 2, 0);

        Assert.Equal(("ghcr.io/x/one:1", 2, 0), Recorded(One));
    }

    [Fact]
    public void An_existing_module_is_recorded_by_its_first_update()
    {
        _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal("20000", $"{Ns8.Update(One, "x/one:1", 50, 0).FirstBlock(Protocol.Tcp)}");
        Assert.Equal(("x/one:1", 50, 0), Recorded(One));
    }

    [Theory]
    [InlineData(3, 2, 5, "20003-20004")]
    [InlineData(3, 2, 3, null)]
    [InlineData(3, 1, 2, null)]
    [InlineData(0, 5, 5, "20000-20004")]
    [InlineData(0, 7, 5, null)]
    public void A_demand_from_NS8_takes_precedence_and_is_recorded(int recorded, int wanted, int demand, string? given)
    {
        if (recorded > 0)
            Ns8.Add(One, "", recorded, 0);
        var ask = () => _node.PortRequests.Allocate(
            One, wanted, Protocol.Tcp, keepExisting: true, Caller.OfTask("module/one1", "one1", demand)).Ports;

        if (given is null)
            Assert.Equal("LH3105", Assert.Throws<LabelHookException>(() => ask()).Problem.Code);
        else
            Assert.Equal(given, $"{ask()}");
        if (recorded > 0)
            Assert.Equal(given is null ? recorded : demand, Recorded(One).Tcp);
    }

    [Fact]
    public void Ports_that_an_earlier_version_moved_are_released_by_the_next_update()
    {
        Ns8.Add(One, "", 2, 0);
        Ns8.Add(Two, "", 1, 0);
        Ns8.Add(One, "", 3, 0);

        Ns8.Update(One, "", 3, 0);

        Assert.Equal(
            "20000",
            $"{_node.PortRequests.Allocate(ModuleName.Parse("four1"), 1, Protocol.Tcp, keepExisting: false).Ports}");
    }

    [Fact]
    public void A_module_installed_from_its_image_is_not_changed_by_NS8()
    {
        _node.Installer.Install(
            One, new ModuleImage("x", "", new Dictionary<string, string>(StringComparer.Ordinal)), null);

        Assert.Equal("LH3106", Assert.Throws<LabelHookException>(() => Ns8.Update(One, "", 1, 0)).Problem.Code);
        Assert.Equal("LH3106", Assert.Throws<LabelHookException>(() => Ns8.Add(One, "", 1, 0)).Problem.Code);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    [InlineData(int.MaxValue)]
    public void An_invalid_demand_is_rejected(int demand)
    {
        Assert.Equal("LH1015", Assert.Throws<LabelHookException>(() => Ns8.Add(One, "", demand, 0)).Problem.Code);
        Assert.Equal("LH1015", Assert.Throws<LabelHookException>(() => Ns8.Update(One, "", 0, demand)).Problem.Code);
    }

    [Fact]
    public void The_helper_of_a_module_is_removed_with_it()
    {
        Ns8.Add(One, "", 1, 0);
        _node.PortRequests.Allocate(ModuleName.Parse("one1_rsync"), 1, Protocol.Tcp, keepExisting: false);

        Assert.Equal(["20000", "20001"], _node.Remover.Remove(One)!.Tcp.Select(ports => $"{ports}"));
        Assert.Empty(_node.ModuleList.Read(null, out _));
    }

    [Fact]
    public void A_module_without_its_user_can_be_removed()
    {
        Assert.True(PathTemplate.TryParse("{home}/.config/state/environment", out var template));
        _node.Settings = new NodeSettings { EnvironmentFile = new EnvironmentPlaces([template]) };
        Ns8.Add(One, "", 1, 0);

        Assert.Single(_node.Remover.Remove(One)!.Tcp);
    }

    [Fact]
    public void A_module_added_again_without_a_demand_keeps_its_ports_without_variables()
    {
        Ns8.Add(One, "", 2, 0);

        Assert.Equal(Ns8.Add(Two, "", 0, 0), Ns8.Add(One, "", 0, 0));

        Assert.Equal(2, Assert.Single(_node.Ports(One, Protocol.Tcp)).Count);
    }

    [Fact]
    public void A_claim_is_recorded_once_and_rejected_with_the_name_of_the_owner_of_the_ports()
    {
        _node.PortRequests.Claim(One, PortRange.Create(5060, 5061), Protocol.Udp);
        _node.PortRequests.Claim(One, PortRange.Create(5060, 5061), Protocol.Udp);

        var problem = Assert.Throws<LabelHookException>(
            () => _node.PortRequests.Claim(Two, PortRange.Create(5061, 5070), Protocol.Udp)).Problem;

        Assert.Equal("cannot claim udp ports 5061-5070: already allocated to one1", problem.Message);
        Assert.Single(_node.Ports(One, Protocol.Udp));
    }

    [Theory]
    [InlineData("IMAGE_URL=x/one:2\n", "x/one:2")]
    [InlineData("IMAGE_URL=x/one:\u001b[1m\n", "x/one:1")]
    [InlineData("TCP_PORT=20000\n", "x/one:1")]
    [InlineData(null, "x/one:1")]
    public void A_list_shows_the_image_to_which_NS8_updated_the_module(string? file, string image)
    {
        Assert.True(PathTemplate.TryParse(_node.Folder["homes/{module}/environment"], out var template));
        _node.Settings = _node.Settings with { EnvironmentFile = new EnvironmentPlaces([template]) };
        Ns8.Add(One, "x/one:1", 1, 0);
        if (file is not null)
            _node.Folder.Write("homes/one1/environment", file);

        Assert.Equal(image, _node.ModuleList.Read(null, out _).Single().Image);
        Assert.Equal(image, PortMap.Read(_node.Node).Capacities.Single().Name);
    }

    public void Dispose() => _node.Dispose();

    private (string Image, int Tcp, int Udp) Recorded(ModuleName module)
    {
        var record = _node.ModuleList.Read(module, out _).Single().Record!;
        return (record.Image, record.Tcp, record.Udp);
    }
}
