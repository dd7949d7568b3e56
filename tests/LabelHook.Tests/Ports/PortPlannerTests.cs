using LabelHook.Database;
using LabelHook.Ports;

namespace LabelHook.Tests.Ports;

public static class PortPlannerTests
{
    private const int First = 20001;
    private const int Size = 12;

    // All 4,096 ways to fill a band of twelve, all sizes, both protocols, none or two ports excluded, against the
    // obvious search.
    [Fact]
    public static void The_lowest_free_block_is_found_if_there_is_one()
    {
        foreach (var protocol in ProtocolName.All)
        {
            foreach (int[] excluded in (int[][])[[], [3, 8]])
            {
                var planner = new PortPlanner(
                    new PortBand(
                        PortRange.FromStart(First, Size),
                        [.. excluded.Select(port => PortRange.FromStart(First + port, 1))]),
                    null);
                for (var occupancy = 0; occupancy < 1 << Size; occupancy++)
                {
                    var held = Held(occupancy);
                    for (var count = 1; count <= Size + 1; count++)
                        Assert.Equal(BruteForce(occupancy, excluded, count), Place(planner, protocol, held, count));
                }
            }
        }
    }

    [Fact]
    public static void Rows_at_and_outside_the_edges_of_the_band_are_not_changed_and_do_not_interfere()
    {
        var planner = new PortPlanner(PortBand.Create(100, 109), null);
        AllocationRow[] held = [Row(1, 1, 5), Row(2, 95, 101), Row(3, 108, 65535), Row(4, 98, 100)];

        Assert.Equal(102, planner.FindBlock(Protocol.Tcp, FreePorts.BetweenRows(held, []), 6).Added.Start);
        Assert.Throws<LabelHookException>(() => planner.FindBlock(Protocol.Tcp, FreePorts.BetweenRows(held, []), 7));
    }

    [Fact]
    public static void A_rejection_says_how_many_ports_are_left()
    {
        var planner = new PortPlanner(PortBand.Create(100, 109), null);

        var problem = Assert.Throws<LabelHookException>(
            () => planner.FindBlock(Protocol.Udp, FreePorts.BetweenRows([Row(1, 103, 104)], []), 6)).Problem;

        Assert.Equal(ProblemKind.BandExhausted, problem.Kind);
        Assert.Equal("no 6 consecutive udp ports are free in 100-109: the largest free block has 5", problem.Message);
    }

    [Fact]
    public static void A_block_grows_in_place_if_its_neighbours_are_free()
    {
        var planner = new PortPlanner(PortBand.Create(100, 109), null);
        var block = Row(1, 102, 103);

        Assert.Equal(
            PortRange.FromStart(102, 4),
            planner.GrowOrMove(
                Protocol.Tcp, FreePorts.BetweenRows([block, Row(2, 106, 106)], [block]), block.Ports, 4).Added);
    }

    [Fact]
    public static void A_block_moves_if_its_neighbours_are_not_free()
    {
        var planner = new PortPlanner(PortBand.Create(100, 109), null);
        var block = Row(1, 100, 101);

        Assert.Equal(
            PortRange.FromStart(103, 4),
            planner.GrowOrMove(
                Protocol.Tcp, FreePorts.BetweenRows([block, Row(2, 102, 102)], [block]), block.Ports, 4).Added);
    }

    [Fact]
    public static void A_block_shrinks_at_its_end()
    {
        var block = Row(1, 102, 105);

        Assert.Equal(
            PortRange.FromStart(102, 1),
            new PortPlanner(PortBand.Create(100, 109), null).GrowOrMove(
                Protocol.Tcp, FreePorts.BetweenRows([block], [block]), block.Ports, 1).Added);
    }

    private static int Place(PortPlanner planner, Protocol protocol, IReadOnlyList<AllocationRow> held, int count)
    {
        try
        {
            return planner.FindBlock(protocol, FreePorts.BetweenRows(held, []), count).Added.Start;
        }
        catch (LabelHookException error) when (error.Problem.Kind == ProblemKind.BandExhausted)
        {
            return 0;
        }
    }

    private static int BruteForce(int occupancy, int[] excluded, int count)
    {
        for (var start = 0; start + count <= Size; start++)
        {
            if (Enumerable.Range(start, count).All(port => (occupancy & (1 << port)) == 0 && !excluded.Contains(port)))
                return First + start;
        }

        return 0;
    }

    private static AllocationRow Row(long number, int start, int end) =>
        new(number, "m", PortRange.FromBounds(start, end), false);

    // One row for each run of ports, the rows in no order of their numbers.
    private static List<AllocationRow> Held(int occupancy)
    {
        var held = new List<AllocationRow>();
        for (var port = 0; port < Size; port++)
        {
            if ((occupancy & (1 << port)) == 0)
                continue;
            var start = port;
            while ((occupancy & (1 << (port + 1))) != 0)
                port++;
            held.Insert(held.Count / 2, Row(held.Count, First + start, First + port));
        }

        return held;
    }
}
