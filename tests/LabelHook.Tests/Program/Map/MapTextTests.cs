using LabelHook.Cli.Map;
using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

public static class MapTextTests
{
    [Fact]
    public static void A_table_counts_the_ports_of_each_kind()
    {
        var map = TestMap.With(
            [TestMap.Row("mail1", 20001, 20004), TestMap.Row(Reservation.Owner("SIP"), 20010, 20010)], open: 20020);

        var lines = Lines(map, 80);

        Assert.Equal("     ALLOCATED  RESERVED  EXCLUDED  OPEN  FREE  LARGEST FREE  SIZE", lines[0]);
        Assert.Equal("tcp          4         1         0     1    94   20021-20100    80", lines[1]);
        Assert.Equal("udp          0         0         0     0   100   20001-20100   100", lines[2]);
    }

    [Fact]
    public static void A_full_band_has_no_largest_free_block() => Assert.Equal(
        "tcp        100         0         0     0     0          none     0",
        Lines(TestMap.With([TestMap.Row("mail1", 20001, 20100)]), 80)[1]);

    [Fact]
    public static void The_table_is_turned_in_a_narrow_terminal()
    {
        var lines = Lines(TestMap.With([TestMap.Row("mail1", 20001, 20004)]), 40);

        Assert.Equal(["", "tcp", "udp"], lines[0].Split(' ', StringSplitOptions.TrimEntries).Distinct());
        Assert.Equal("ALLOCATED               4            0", lines[1]);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(71)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(160)]
    [InlineData(200)]
    public static void No_line_is_wider_than_the_terminal(int width)
    {
        var rows = Enumerable.Range(20001, 60)
            .Where(port => port % 3 == 0)
            .Select(port => TestMap.Row($"a-module-with-a-long-name-{port}", port, port + 1))
            .Append(TestMap.Row("outside-the-band-with-a-long-name", 443, 443));
        var image = $"registry.example.org/{new string('x', 100)}/image:1";
        var map = TestMap.With([.. rows], records: [new ModuleRecord("one", image, "", 1, 1, "", null)]);

        Assert.All(Lines(map, width), line => Assert.InRange(line.Length, 0, Math.Max(width, 40)));
    }

    [Theory]
    [InlineData(40, 16)]
    [InlineData(80, 32)]
    [InlineData(100, 50)]
    [InlineData(159, 50)]
    [InlineData(160, 100)]
    [InlineData(200, 100)]
    public static void A_wider_terminal_shows_more_ports_in_a_row(int width, int ports)
    {
        var line = Lines(TestMap.With([TestMap.Row("mail1", 20001, 20002)]), width)
            .First(line => line.StartsWith("tcp  20001", StringComparison.Ordinal));

        Assert.Equal($"tcp  20001  ██{new string('·', ports - 2)}  mail1", line);
    }

    [Theory]
    [InlineData("96 allocated to bulk1")]
    [InlineData("64 reserved (SIP)")]
    [InlineData("160 excluded")]
    [InlineData("64 open, not allocated")]
    [InlineData("128 free")]
    public static void A_row_that_stands_for_many_says_for_what(string words) => Assert.Contains(
        Lines(TestMap.WithEveryKind(32), 80), line => line.EndsWith("  " + words, StringComparison.Ordinal));

    [Fact]
    public static void A_block_below_older_ones_is_listed() => Assert.Contains(
        "covered   20002/tcp web1",
        Lines(TestMap.With([TestMap.Row("mail1", 20001, 20004), TestMap.Row("web1", 20002, 20002)]), 80));

    [Fact]
    public static void Images_with_the_same_demand_share_a_line()
    {
        var records = Enumerable.Range(1, 60)
            .Select(number => new ModuleRecord($"m{number}", $"host/i{number % 2}:1", "", 1, 0, "", null));

        Assert.Equal(
            "i0:1, i1:1       60    1    0       100", Lines(TestMap.With([], records: [.. records]), 80)[^1]);
    }

    [Fact]
    public static void A_row_names_its_modules_once_and_its_reservations_in_parentheses()
    {
        var map = TestMap.With(
        [
            TestMap.Row("mail1", 20001, 20002),
            TestMap.Row(Reservation.Owner("SIP"), 20003, 20003),
            TestMap.Row("mail1", 20005, 20005),
            TestMap.Row("web1", 20006, 20006),
        ]);

        Assert.Contains(
            Lines(map, 80),
            line => line.StartsWith("tcp  20001  ██▒·▓█", StringComparison.Ordinal)
                && line.EndsWith("  mail1, (SIP), web1", StringComparison.Ordinal));
    }

    [Fact]
    public static void A_block_outside_the_band_is_listed() => Assert.Contains(
        "outside   443/tcp web1", Lines(TestMap.With([TestMap.Row("web1", 443, 443)]), 80));

    [Fact]
    public static void A_demand_of_0_has_no_capacity()
    {
        var map = TestMap.With(
            [],
            records:
            [
                new ModuleRecord("a1", "a:1", "", 40, 0, "", null),
                new ModuleRecord("b1", "b:1", "", 0, 0, "", null),
            ]);

        var lines = Lines(map, 80);

        Assert.Equal("a:1          1   40    0         2", lines[^2]);
        Assert.Equal("b:1          1    0    0         -", lines[^1]);
    }

    [Fact]
    public static void Only_twelve_demands_are_listed_and_the_others_are_counted()
    {
        var records = Enumerable.Range(0, 15)
            .Select(number => new ModuleRecord($"m{number}", $"i{number}:1", "", number + 1, 0, "", null));

        Assert.Equal("and 3 more, see --json", Lines(TestMap.With([], records: [.. records]), 80)[^1]);
    }

    private static List<string> Lines(PortMap map, int width) =>
        [.. new MapText(map, width, hasColors: false).Lines()];
}
