using System.Runtime.Versioning;
using LabelHook.Adoptions;
using LabelHook.Tests.Nodes;

namespace LabelHook.Tests.Adoptions;

// Environment files that others than the administrator can write.
[SupportedOSPlatform("linux")]
public sealed class UntrustedFileTests : IDisposable
{
    private static readonly ModuleName One = ModuleName.Parse("one");
    private static readonly ModuleName Two = ModuleName.Parse("two");

    private readonly TestNode _node = new();

    [Theory]
    [InlineData("TCP_PORTS_RANGE=20002-20009\n", null)]
    [InlineData(
        "TCP_PORTS_RANGE=20002-20010\n",
        "it lists 9 tcp ports, but its user can write to it: at most 8 are adopted automatically")]
    [InlineData(
        "UDP_PORTS_RANGE=20001-45000\n",
        "it lists 25000 udp ports, but its user can write to it: at most 8 are adopted automatically")]
    [InlineData(
        "TCP_PORT=443\n",
        "it lists tcp ports 443, which are outside the band 20001-45000, and its user can write to it")]
    [InlineData(
        "UDP_PORT=45001\n",
        "it lists udp ports 45001, which are outside the band 20001-45000, and its user can write to it")]
    public void An_implausible_file_is_left_out_until_it_is_accepted(
        string text, string? reason)
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        var path = _node.WriteUntrusted("two", text);

        var plan = _node.Adopt();

        Assert.Equal(
            reason is null ? [] : [$"left out {path}: {reason}; if it is right, run 'labelhook adopt --accept two'"],
            plan.LeftOut.Select(problem => problem.Message));
        Assert.Equal(reason is not null, _node.ModuleList.Read(Two, out _).Count == 0);
        Assert.Empty(_node.Adopt(accepted: Two).LeftOut);
        Assert.Single(_node.ModuleList.Read(Two, out _));
    }

    [Fact]
    public void The_recorded_demand_of_the_image_decides_what_is_plausible()
    {
        _node.Install(Two, 20);
        _node.PortRequests.Deallocate(Two, Protocol.Tcp);

        _node.WriteUntrusted("two", "TCP_PORTS_RANGE=20001-20020\n");
        Assert.Empty(_node.Adopt().LeftOut);
        Assert.Equal("two:20001-20020/tcp", _node.Allocations);
    }

    [Fact]
    public void A_file_that_only_the_administrator_can_write_takes_precedence()
    {
        var one = _node.WriteEnvironment("one", "TCP_PORT=20001\n");
        var two = _node.WriteUntrusted("two", "TCP_PORT=20001\nUDP_PORT=20001\n");

        var problem = Assert.Single(_node.Adopt().LeftOut);

        Assert.Equal(
            $"left out two: tcp ports 20001 of two in {two} contradict 20001 of one in {one}; correct the "
                + "file, then adopt again",
            problem.Message);
        Assert.Equal("one:20001/tcp", _node.Allocations);
        Assert.Equal(
            "LH3301",
            Assert.Throws<LabelHookException>(() => new Adoption(_node.Node, null, [Two, One]).Apply()).Problem.Code);
    }

    [Fact]
    public void Two_untrusted_files_with_the_same_ports_are_left_out_until_one_is_accepted()
    {
        var one = _node.WriteUntrusted("one", "TCP_PORT=20001\n");
        var two = _node.WriteUntrusted("two", "TCP_PORTS=20001,20002\n");
        _node.WriteUntrusted("three", "TCP_PORT=20003\n");
        _node.WriteUntrusted("whole", "TCP_PORTS_RANGE=20001-45000\n");

        var told = _node.Adopt().LeftOut.Select(problem => problem.Message).ToList();

        Assert.Equal("three:20003/tcp", _node.Allocations);
        Assert.Contains(
            $"left out {one}: it lists tcp ports 20001, and so does {two}; if it is right, run 'labelhook "
                + "adopt --accept one'",
            told);
        Assert.Contains(
            $"left out {two}: it lists tcp ports 20001-20002, and so does {one}; if it is right, run "
                + "'labelhook adopt --accept two'",
            told);
        Assert.Equal(3, told.Count);

        Assert.Equal(2, _node.Adopt(accepted: One).LeftOut.Count);
        Assert.Equal("one:20001/tcp three:20003/tcp", _node.Allocations);
    }

    [Fact]
    public void A_module_without_a_file_cannot_be_accepted()
    {
        _node.WriteEnvironment("one", "TCP_PORT=20001\n");

        Assert.Equal("LH3400", Assert.Throws<LabelHookException>(() => _node.Adopt(accepted: Two)).Problem.Code);
        Assert.False(File.Exists(_node.Database));
    }

    [Fact]
    public void A_lost_ports_database_stays_an_error_if_every_file_is_left_out()
    {
        _node.WriteUntrusted("one", "TCP_PORT=20001\n");
        _node.WriteUntrusted("two", "TCP_PORT=20001\n");
        _node.Adopt();

        Assert.Equal(
            "LH3008",
            Assert.Throws<LabelHookException>(
                () => _node.PortRequests.Allocate(One, 1, Protocol.Tcp, keepExisting: false)).Problem.Code);
    }

    public void Dispose() => _node.Dispose();
}
