using LabelHook.Cli.Map;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

public static class MapBarTests
{
    private static readonly MapSegment[] Segments =
    [
        new(PortRange.FromBounds(20001, 20002), MapKind.Module, "mail1", 0),
        new(PortRange.FromBounds(20003, 20003), MapKind.Module, "web1", 1),
        new(PortRange.FromBounds(20004, 20005), MapKind.Free, null, 2),
        new(PortRange.FromBounds(20006, 20006), MapKind.Reserved, "SIP", 3),
        new(PortRange.FromBounds(20007, 20007), MapKind.Excluded, null, 4),
        new(PortRange.FromBounds(20008, 20008), MapKind.Socket, null, 5),
    ];

    [Fact]
    public static void A_character_represents_a_port() =>
        Assert.Equal("██▓··▒░×", new MapBar(1, hasColors: false).Draw(Segments, 80));

    // Three of the first four ports are taken.
    [Fact]
    public static void A_character_for_several_ports_shows_how_many_are_allocated() =>
        Assert.Equal("▆", new MapBar(4, hasColors: false).Draw(Segments, 1));

    [Fact]
    public static void A_bar_ends_at_the_end_of_the_line() =>
        Assert.Equal("██▓", new MapBar(1, hasColors: false).Draw(Segments, 3));

    [Fact]
    public static void Colors_end_with_the_bar() => Assert.EndsWith(
        "\u001b[0m", new MapBar(1, hasColors: true).Draw(Segments, 80), StringComparison.Ordinal);
}
