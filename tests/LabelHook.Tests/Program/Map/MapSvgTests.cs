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
        var document = XDocument.Parse(MapSvg.Draw(TestMap.With([TestMap.Row(name, 20001, 20020)])));

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
        var picture = XDocument.Parse(MapSvg.Draw(map)).Root!;
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
    public static void Only_twenty_images_are_listed_and_the_others_are_counted()
    {
        var records = Enumerable.Range(0, 23)
            .Select(number => new ModuleRecord($"m{number}", $"i{number}:1", "", 1, 0, "", null));

        var texts = Elements(TestMap.With([], records: [.. records]), "text").Select(text => text.Value);

        Assert.Contains("and 3 more", texts);
    }

    private static IEnumerable<XElement> Elements(PortMap map, string name) => XDocument.Parse(MapSvg.Draw(map))
        .Descendants()
        .Where(element => element.Name.LocalName == name);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
