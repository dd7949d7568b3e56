using LabelHook.Database;
using LabelHook.Ports;

namespace LabelHook.Tests.Ports;

public sealed class PortsManagerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static ModuleName One { get; } = ModuleName.Parse("one");

    private static ModuleName Two { get; } = ModuleName.Parse("two");

    private PortsManager Manager => Over(20001, 20010);

    [Fact]
    public void The_lowest_block_is_allocated_and_protocols_are_separate()
    {
        Assert.Equal("20001-20002", $"{Manager.AllocatePorts(2, One, Protocol.Tcp).Ports}");
        Assert.Equal("20003", $"{Manager.AllocatePorts(1, Two, Protocol.Tcp).Ports}");
        Assert.Equal("20001-20003", $"{Manager.AllocatePorts(3, Two, Protocol.Udp).Ports}");
    }

    [Fact]
    public void Allocating_again_releases_the_earlier_ports()
    {
        Manager.AllocatePorts(2, One, Protocol.Tcp);
        Manager.AllocatePorts(2, One, Protocol.Tcp, keepExisting: true);

        Assert.Equal("20001-20010", $"{Manager.AllocatePorts(10, One, Protocol.Tcp).Ports}");
    }

    [Fact]
    public void Existing_ports_are_kept_on_request()
    {
        Manager.AllocatePorts(2, One, Protocol.Tcp);
        Manager.AllocatePorts(2, One, Protocol.Tcp, keepExisting: true);

        Assert.Equal(
            ["20001-20002", "20003-20004"], Manager.DeallocatePorts(One, Protocol.Tcp).Select(ports => $"{ports}"));
        Assert.Empty(Manager.DeallocatePorts(One, Protocol.Tcp));
    }

    [Fact]
    public void A_failed_reallocation_keeps_the_existing_ports()
    {
        Manager.AllocatePorts(2, One, Protocol.Tcp);
        Manager.AllocatePorts(7, Two, Protocol.Tcp);

        Assert.Equal(
            ProblemKind.BandExhausted,
            Assert.Throws<LabelHookException>(() => Manager.AllocatePorts(4, One, Protocol.Tcp)).Problem.Kind);
        Assert.Equal("20001-20002", $"{Assert.Single(Manager.DeallocatePorts(One, Protocol.Tcp))}");
    }

    [Fact]
    public void Claims_lists_and_counts_are_separate_for_each_module()
    {
        Manager.ClaimPorts(PortRange.Create(80, 81), One, Protocol.Tcp);
        Manager.AllocatePorts(3, Two, Protocol.Tcp);

        Assert.Equal(
            [
                new AllocatedPorts("one", PortRange.Create(80, 81)),
                new AllocatedPorts("two", PortRange.Create(20001, 20003)),
            ],
            Manager.ListPorts(Protocol.Tcp));
        Assert.Equal((2, 3), (Manager.CountPorts(Protocol.Tcp)["one"], Manager.CountPorts(Protocol.Tcp)["two"]));
        Assert.Empty(Manager.ListPorts(Protocol.Udp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(int.MaxValue)]
    public void An_invalid_number_of_ports_is_rejected(int count) =>
        Assert.Equal(
            "LH1103",
            Assert.Throws<LabelHookException>(() => Manager.AllocatePorts(count, One, Protocol.Tcp)).Problem.Code);

    [Fact]
    public void An_unknown_protocol_is_rejected() =>
        Assert.Equal(
            "LH1102", Assert.Throws<LabelHookException>(() => Manager.AllocatePorts(1, One, (Protocol)7)).Problem.Code);

    [Fact]
    public void An_empty_name_is_rejected() =>
        Assert.Equal(
            "LH1101",
            Assert.Throws<LabelHookException>(() => Manager.AllocatePorts(1, default, Protocol.Tcp)).Problem.Code);

    [Fact]
    public void The_last_port_can_be_allocated_and_none_after_it()
    {
        var manager = Over(65534, 65535);

        Assert.Equal("65534-65535", $"{manager.AllocatePorts(2, One, Protocol.Tcp).Ports}");
        Assert.Throws<LabelHookException>(() => manager.AllocatePorts(1, Two, Protocol.Tcp));
        Assert.Throws<LabelHookException>(() => PortBand.Create(65535, 65536));
    }

    [Fact]
    public void A_database_of_NS8_keeps_its_rows()
    {
        using (var upstream = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Make, TimeSpan.FromSeconds(1)))
        {
            upstream.Execute(
                "CREATE TABLE TCP_PORTS (start INT NOT NULL, end INT NOT NULL, module CHAR(255) NOT NULL)");
            upstream.Execute("INSERT INTO TCP_PORTS VALUES (20001, 20004, 'old1')");
            upstream.Execute(
                "INSERT INTO TCP_PORTS VALUES ('garbage', 7, 'odd1'), (2, 0, 'odd2'), (20005, 20006, x'00'), (20007, "
                    + "20007.5, 'odd3'), (20012, 'abc', 'odd4'), (-5, 20000, 'odd5')");
        }

        Assert.Equal("20009", $"{Manager.AllocatePorts(1, One, Protocol.Tcp).Ports}");
        Assert.Equal(
            "20001-20004", $"{Assert.Single(Manager.DeallocatePorts(ModuleName.Parse("old1"), Protocol.Tcp))}");
    }

    [Theory]
    [InlineData("INSERT INTO TCP_PORTS VALUES (20002, 20003, 'x')", "overlap")]
    [InlineData("INSERT INTO TCP_PORTS VALUES (20000, 20005, 'x')", "overlap")]
    [InlineData("REPLACE INTO TCP_PORTS VALUES (20001, 20001, 'x')", "overlap")]
    [InlineData("INSERT OR IGNORE INTO TCP_PORTS VALUES (20001, 20001, 'x')", "overlap")]
    [InlineData("UPDATE TCP_PORTS SET start = 20001 WHERE module = 'two'", "overlap")]
    [InlineData("INSERT INTO UDP_PORTS VALUES (20005, 20004, 'x')", "1-65535")]
    [InlineData("INSERT INTO UDP_PORTS VALUES (65535, 65536, 'x')", "1-65535")]
    [InlineData("INSERT INTO UDP_PORTS VALUES (0, 1, 'x')", "1-65535")]
    [InlineData("INSERT INTO UDP_PORTS VALUES (1, 1.5, 'x')", "whole numbers")]
    [InlineData("INSERT INTO UDP_PORTS VALUES ('a', 'b', 'x')", "whole numbers")]
    [InlineData("INSERT INTO UDP_PORTS VALUES (1, 1, ' ')", "named")]
    public void The_rules_apply_to_any_writer(string sql, string reason)
    {
        Manager.AllocatePorts(2, One, Protocol.Tcp);
        Manager.AllocatePorts(2, Two, Protocol.Tcp);
        using var other = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(1));

        var problem = Assert.Throws<LabelHookException>(() => other.Execute(sql)).Problem;

        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_valid_row_of_another_writer_is_respected()
    {
        Manager.AllocatePorts(1, One, Protocol.Tcp);
        using (var other = SqliteFile.Open(_folder["ports.sqlite"], SqliteFile.Access.Change, TimeSpan.FromSeconds(1)))
            other.Execute("INSERT INTO TCP_PORTS VALUES (20002, 20003, 'x')");

        Assert.Equal("20004", $"{Manager.AllocatePorts(1, Two, Protocol.Tcp).Ports}");
    }

    [Fact]
    public void Sixteen_concurrent_threads_get_sixteen_different_blocks()
    {
        var manager = Over(20001, 20064);

        var given = Enumerable.Range(0, 16).AsParallel().WithDegreeOfParallelism(16)
            .Select(
                number => manager.AllocatePorts(4, ModuleName.Parse($"m{number}"), Protocol.Tcp).Ports.Start).ToList();

        Assert.Equal(Enumerable.Range(0, 16).Select(number => 20001 + (4 * number)), given.Order());
    }

    public void Dispose() => _folder.Dispose();

    private PortsManager Over(int start, int end) => new(
        new PortsOptions
        {
            Database = _folder["ports.sqlite"],
            Band = PortBand.Create(start, end),
            AvoidInUse = false,
        });
}
