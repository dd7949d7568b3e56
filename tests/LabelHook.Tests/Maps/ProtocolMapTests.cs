using CsCheck;
using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Maps;

public static class ProtocolMapTests
{
    private static readonly Gen<(int Start, int Count)> Block = Gen.Select(Gen.Int[95, 145], Gen.Int[1, 12]);

    private static readonly Gen<ProtocolMap> AnyMap =
        Gen.Select(Block.Array[0, 6], Block.Array[0, 2], Gen.Int[90, 150].Array[0, 5], Gen.Int[1, 40]).Select(Map);

    [Fact]
    public static void The_segments_cover_the_band_without_gaps_and_describe_each_port() =>
        Gen.Select(Block.Array[0, 6], Block.Array[0, 2], Gen.Int[90, 150].Array[0, 5], Gen.Int[1, 40]).Sample(parts =>
    {
        var (held, excluded, open, size) = parts;
        var map = Map(held, excluded, open, size);

        Assert.Equal(Enumerable.Range(100, size), map.Segments.SelectMany(segment => Ports(segment.Ports)));
        foreach (var segment in map.Segments)
        {
            foreach (var port in Ports(segment.Ports))
            {
                Assert.Equal(Expected(held, excluded, open, port), (segment.Kind, segment.Owner));
            }
        }
    });

    [Fact]
    public static void The_capacity_is_the_number_of_modules_that_first_fit_can_place() =>
        Gen.Select(AnyMap, Gen.Int[1, 9]).Sample((map, size) =>
    {
        var free = map.Segments.Where(segment => segment.Kind == MapKind.Free)
            .SelectMany(segment => Ports(segment.Ports)).ToHashSet();
        var found = 0;
        while (true)
        {
            var first = free.Order().FirstOrDefault(port => Enumerable.Range(port, size).All(free.Contains));
            if (first == 0)
                break;
            free.ExceptWith(Enumerable.Range(first, size));
            found++;
        }

        Assert.Equal(found, map.Fits(size));
    });

    [Fact]
    public static void The_largest_free_block_is_the_largest_that_first_fit_finds() => AnyMap.Sample(map =>
    {
        Assert.True(map.LargestFree.Count == 0 || map.Fits(map.LargestFree.Count) > 0);
        Assert.Equal(0, map.Fits(map.LargestFree.Count + 1));
    });

    [Fact]
    public static void Each_port_is_on_one_line_and_only_uniform_lines_are_longer() =>
        Gen.Select(AnyMap, Gen.Int[1, 16], Gen.Int[1, 6]).Sample((map, length, most) =>
    {
        var (rows, drawn) = map.Rows(length, most);

        Assert.True(rows.Count <= most);
        Assert.Equal(
            map.Segments.SelectMany(segment => Ports(segment.Ports).Select(port => (port, segment.Number))),
            rows.SelectMany(row => row.Segments).SelectMany(
                segment => Ports(segment.Ports).Select(port => (port, segment.Number))));
        Assert.All(rows, row => Assert.True(row.Ports.Count <= drawn || row.IsUniform));
        Assert.All(
            rows,
            row => Assert.Equal(
                (row.Ports.Start, row.Ports.End), (row.Segments[0].Ports.Start, row.Segments[^1].Ports.End)));
        Assert.Equal(0, drawn % length);
    });

    [Fact]
    public static void A_full_band_has_no_free_block()
    {
        var map = ProtocolMap.Build(
            Protocol.Tcp, PortBand.Create(1, 65535), [new AllocationRow(1, "m", PortRange.Create(1, 65535), false)],
            [80]);

        Assert.Equal((0, 0, 65535, 1), (map.LargestFree.Count, map.Fits(1), map.Count(MapKind.Module), map.Modules));
        Assert.Single(map.Rows(32, 16).Rows);
    }

    [Fact]
    public static void A_block_outside_the_band_is_listed_apart_and_a_block_on_its_edge_twice()
    {
        var map = ProtocolMap.Build(
            Protocol.Tcp,
            PortBand.Create(100, 200),
            [
                new AllocationRow(1, "in", PortRange.Create(100, 101), false),
                new AllocationRow(2, "edge", PortRange.Create(200, 201), false),
                new AllocationRow(3, "out", PortRange.Create(80, 80), false),
            ],
            []);

        Assert.Equal(["out", "edge"], map.Outside.Select(row => row.Module));
        Assert.Equal(["in", "edge"], map.Segments.Select(segment => segment.Owner).OfType<string>());
    }

    [Fact]
    public static void A_block_that_older_blocks_cover_completely_is_listed_apart()
    {
        var map = ProtocolMap.Build(
            Protocol.Tcp,
            PortBand.Create(100, 200),
            [
                new AllocationRow(1, "old", PortRange.Create(100, 103), false),
                new AllocationRow(2, "hidden", PortRange.Create(102, 103), false),
                new AllocationRow(3, "partly", PortRange.Create(103, 104), false),
            ],
            []);

        Assert.Equal(["hidden"], map.Covered.Select(row => row.Module));
        Assert.Equal(["old", "partly"], map.Segments.Select(segment => segment.Owner).OfType<string>());
    }

    private static IEnumerable<int> Ports(PortRange range) => Enumerable.Range(range.Start, range.Count);

    private static ProtocolMap Map(
        (int Start, int Count)[] held, (int Start, int Count)[] excluded, int[] open, int size)
    {
        var range = PortRange.FromStart(100, size);
        var band = new PortBand(range, [.. excluded.Select(block => PortRange.FromStart(block.Start, block.Count))]);
        var rows = held.Select((block, row) => new AllocationRow(
            row,
            row % 2 == 0 ? $"m{row}" : Reservation.Owner($"r{row}"),
            PortRange.FromStart(block.Start, block.Count),
            false));
        return ProtocolMap.Build(Protocol.Tcp, band, [.. rows], open);
    }

    private static (MapKind Kind, string? Owner) Expected(
        (int Start, int Count)[] held, (int Start, int Count)[] excluded, int[] open, int port)
    {
        var row = Array.FindIndex(held, IsIn);
        if (row >= 0)
            return row % 2 == 0 ? (MapKind.Module, $"m{row}") : (MapKind.Reserved, $"r{row}");
        if (excluded.Any(IsIn))
            return (MapKind.Excluded, null);
        return (open.Contains(port) ? MapKind.Socket : MapKind.Free, null);

        bool IsIn((int Start, int Count) block) => port >= block.Start && port < block.Start + block.Count;
    }
}
