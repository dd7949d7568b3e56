using System.Globalization;
using System.Xml.Linq;
using LabelHook.Cli.Map;
using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

public static class MapSvgTests
{
    [Fact]
    public static void Each_block_is_a_box_with_its_ports_and_owner_as_its_title()
    {
        var map = TestMap.With(
            [TestMap.Row("mail1", 20001, 20004), TestMap.Row(Reservation.Owner("SIP"), 20010, 20010)], open: 20020);

        var titles = Elements(map, "rect").Select(box => box.Value).ToList();

        Assert.Contains("20001-20004 mail1", titles);
        Assert.Contains("20010 SIP", titles);
        Assert.Contains("20020 open", titles);
    }

    [Theory]
    [InlineData("</title><script>alert(1)</script>", "</title><script>alert(1)</script>")]
    [InlineData("a & \"b\" 'c'", "a & \"b\" 'c'")]
    [InlineData("a\u001b[31m\u202e", "a\uFFFD[31m\uFFFD")]
    public static void A_name_is_text_and_never_markup(string name, string shown)
    {
        var document = XDocument.Parse(MapSvg.Draw(TestMap.With([TestMap.Row(name, 20001, 20020)]), TestMap.Origin));

        Assert.Contains($"20001-20020 {shown}", document.Descendants().Select(element => element.Value));
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public static void No_box_is_outside_the_picture()
    {
        var rows = Enumerable.Range(20001, 90)
            .Where(port => port % 3 == 0)
            .Select(port => TestMap.Row($"m{port}", port, port + 1));
        var map = TestMap.With([.. rows]);
        var picture = XDocument.Parse(MapSvg.Draw(map, TestMap.Origin)).Root!;
        var (width, height) = (Number(picture, "width"), Number(picture, "height"));

        foreach (var box in Elements(map, "rect").Where(box => box.Attribute("x") is not null))
        {
            Assert.InRange(Number(box, "x"), 0, width - Number(box, "width"));
            Assert.InRange(Number(box, "y"), 0, height - Number(box, "height"));
        }
    }

    [Theory]
    [InlineData(20020, 20050, true)]
    [InlineData(32768, 60999, false)]
    public static void Ports_of_outgoing_connections_are_marked_if_they_are_in_the_band(
        int start, int end, bool isMarked)
    {
        var map = TestMap.With([], ephemeral: PortRange.Create(start, end));

        Assert.Equal(isMarked, Elements(map, "rect").Any(box => (string?)box.Attribute("class") == "line"));
    }

    [Fact]
    public static void The_legend_explains_only_what_is_in_the_picture()
    {
        var texts = Elements(TestMap.With([TestMap.Row("mail1", 20001, 20004)]), "text").Select(
            text => text.Value).ToList();

        Assert.Contains("modules", texts);
        Assert.DoesNotContain("reserved", texts);
    }

    [Fact]
    public static void Only_twenty_demands_are_listed_and_the_others_are_counted()
    {
        var records = Enumerable.Range(0, 23)
            .Select(number => new ModuleRecord($"m{number}", $"i{number}:1", "", number + 1, 0, "", null));

        var texts = Elements(TestMap.With([], records: [.. records]), "text").Select(text => text.Value);

        Assert.Contains("and 3 more", texts);
    }

    [Fact]
    public static void A_name_that_does_not_fit_is_in_the_index_with_its_first_port()
    {
        var texts = Elements(TestMap.With([TestMap.Row("mattermost1", 20017, 20017)]), "text")
            .Select(text => $"{text.Attribute("class")!.Value}: {text.Value}")
            .ToList();

        Assert.Contains("key on-module: 20017", texts);
        var note = texts.IndexOf("small: Names by first port");
        Assert.Equal(["port: 20017", "entry: mattermost1"], texts[(note + 1)..(note + 3)]);
    }

    [Fact]
    public static void Images_with_the_same_demand_share_a_line()
    {
        var records = Enumerable.Range(1, 60)
            .Select(number => new ModuleRecord($"m{number}", $"host/i{number % 2}:1", "", 1, 0, "", null));

        var texts = Elements(TestMap.With([], records: [.. records]), "text").Select(text => text.Value).ToList();

        Assert.Equal(["i0:1, i1:1", "60", "1", "0", "100"], texts[^6..^1]);
    }

    [Fact]
    public static void The_picture_says_where_and_when_it_was_drawn()
    {
        var picture = XDocument.Parse(MapSvg.Draw(TestMap.With([]), TestMap.Origin)).Root!;
        var texts = picture.Elements().Select(element => element.Value).ToList();

        Assert.Contains("node1 · 2026-11-22 10:30 UTC · /var/lib/labelhook/ports.sqlite", texts);
        Assert.Equal("Ports 20001–20100 of node1", texts[0]);
        Assert.Equal(
            "The TCP and UDP ports of node1 at 2026-11-22 10:30 UTC, from database /var/lib/labelhook/ports.sqlite."
                + " TCP: none allocated, 100 free, largest free block 20001-20100 (100)."
                + " UDP: none allocated, 100 free, largest free block 20001-20100 (100).",
            texts[1]);
    }

    [Theory]
    [InlineData("75 allocated to bulk1")]
    [InlineData("50 reserved (SIP)")]
    [InlineData("125 excluded")]
    [InlineData("50 open, not allocated")]
    [InlineData("100 free")]
    public static void A_row_that_stands_for_many_says_for_what(string words) =>
        Assert.Contains(words, Elements(TestMap.WithEveryKind(25), "text").Select(text => text.Value));

    private static IEnumerable<XElement> Elements(PortMap map, string name) =>
        XDocument.Parse(MapSvg.Draw(map, TestMap.Origin))
        .Descendants()
        .Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
