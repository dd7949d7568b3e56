using System.Globalization;
using System.Xml.Linq;
using LabelHook.Cli.Map;
using LabelHook.Database;
using LabelHook.Maps;

namespace LabelHook.Tests.Program.Map;

// The picture of nodes of every size, with names of every length.
public static class MapSvgLayoutTests
{
    private static readonly string[] Hostile =
    [
        "</text><script>alert(1)</script>", "a & \"b\" 'c' ]]>", "a\u001b[31m\u202eb", "WWWWWWWWWW", "漢字漢字漢字", "ﷺ",
        "a-module-with-a-long-name-of-sixty-letters-and-a-number-1234", new string('m', 70), " ", "iiiiiiiiiiiiiiiii7",
    ];

    public static TheoryData<int> Sizes => [0, 1, 3, 60, 600, 5000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public static void No_two_texts_overlap(int modules)
    {
        var labels = SvgLabel.All(Draw(modules)).OrderBy(label => label.Top).ToList();

        for (var i = 0; i < labels.Count; i++)
        {
            for (var next = i + 1; next < labels.Count && labels[next].Top < labels[i].Bottom; next++)
                Assert.False(labels[i].Overlaps(labels[next]), $"{labels[i]} {labels[next]}");
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public static void Everything_is_inside_the_picture(int modules)
    {
        var picture = Draw(modules);
        var (width, height) = (Number(picture, "width"), Number(picture, "height"));

        Assert.Equal($"0 0 {width} {height}", picture.Attribute("viewBox")!.Value);
        foreach (var label in SvgLabel.All(picture))
        {
            Assert.True(label.Left >= 0 && label.Right <= width, label.ToString());
            Assert.True(label.Top >= 0 && label.Bottom <= height, label.ToString());
        }

        foreach (var box in Boxes(picture))
        {
            Assert.InRange(Number(box, "x"), 0, width - Number(box, "width") + 0.01);
            Assert.InRange(Number(box, "y"), 0, height - Number(box, "height"));
        }
    }

    // A name or a port is on its own box, never on that of a neighbour.
    [Theory]
    [MemberData(nameof(Sizes))]
    public static void A_name_on_a_box_is_no_wider_than_the_box(int modules)
    {
        var picture = Draw(modules);
        var boxes = Boxes(picture)
            .Select(box => (Left: Number(box, "x"), Top: Number(box, "y"), Box: box))
            .ToLookup(entry => (int)entry.Top);

        foreach (var label in SvgLabel.All(picture).Where(label => label.Style is "name" or "key"))
        {
            var near = Enumerable.Range((int)label.Top - 20, 20 + 1).SelectMany(top => boxes[top]);
            Assert.Contains(near, entry =>
                entry.Left <= label.Left + 0.5 && label.Right - 0.5 <= entry.Left + Number(entry.Box, "width"));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public static void Each_module_of_the_database_is_named_on_a_box_or_in_the_index(int modules)
    {
        var labels = SvgLabel.All(Draw(modules));
        var named = labels.Where(label => label.Style is "name" or "entry").Select(label => label.Text)
            .SelectMany(text => (string[])[text, text.Split(" allocated to ", 2)[^1]])
            .ToHashSet(StringComparer.Ordinal);

        Assert.All(ProtocolName.All.SelectMany(protocol => Rows(modules, protocol)), row =>
            Assert.Contains(Shown(row.Module), named));
    }

    // The digits on a box lead to one entry of the index.
    [Theory]
    [MemberData(nameof(Sizes))]
    public static void Each_port_on_a_box_is_in_the_index(int modules)
    {
        var labels = SvgLabel.All(Draw(modules));
        var ports = labels.Where(label => label.Style == "port").Select(label => label.Text).ToList();

        Assert.All(labels.Where(label => label.Style == "key"), key =>
            Assert.Contains(ports, port => port.EndsWith(key.Text, StringComparison.Ordinal)));
    }

    [Fact]
    public static void A_long_host_and_path_stay_on_their_line()
    {
        var origin = TestMap.Origin with
        {
            Host = new string('W', 64),
            Database = $"/{string.Join('/', Enumerable.Repeat("</desc><b>&folder", 30))}/ports.sqlite",
        };

        var picture = XElement.Parse(MapSvg.Draw(TestMap.With([]), origin));

        var line = Assert.Single(
            SvgLabel.All(picture), label => label.Text.EndsWith("/ports.sqlite", StringComparison.Ordinal));
        Assert.True(line.Right <= Number(picture, "width"));
        Assert.Contains(origin.Database, picture.Elements().ElementAt(1).Value, StringComparison.Ordinal);
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName == "b");
    }

    // As the index shows it.
    private static string Shown(string name)
    {
        var text = Reservation.Reason(name) ?? name;
        return text.EnumerateRunes().Any(PrintableText.IsHidden) ? Wording.Shown(text) : text;
    }

    private static XElement Draw(int modules)
    {
        var records = Enumerable.Range(0, modules / 2).Select(number => new ModuleRecord(
            $"module{number}", $"{Hostile[number % Hostile.Length]}{number % 40}", "", number % 50, 0, "", null));
        var map = PortMap.Build(
            new PortBand(PortRange.Create(20001, 45000), [PortRange.Create(20012, 20013), PortRange.Create(40000, 44999)]),
            PortRange.Create(32768, 60999),
            protocol => [.. Rows(modules, protocol)],
            protocol => protocol == Protocol.Udp ? [20011, 20020, 39000] : [],
            [.. records]);
        return XElement.Parse(MapSvg.Draw(map, TestMap.Origin));
    }

    // Blocks of one to four ports, a large one, one outside the band, and one below another.
    private static IEnumerable<AllocationRow> Rows(int modules, Protocol protocol)
    {
        var start = 20001;
        for (var number = 0; number < modules; number++)
        {
            var count = number == 2 ? 1024 : (number * 7 % 4) + (protocol == Protocol.Udp ? 0 : 1);
            if (count == 0)
                continue;
            var name = number % 50 < Hostile.Length && number > 2
                ? Hostile[number % 50] + number
                : $"module{number}";
            yield return TestMap.Row(name, start, start + count - 1);
            start += count + (number % 9 == 0 ? 3 : 0);
        }

        if (modules < 3)
            yield break;
        yield return TestMap.Row("outside1", 443, 450);
        yield return TestMap.Row("covered1", 20001, 20001);
        yield return TestMap.Row(Reservation.Owner("a door <bell>"), 39990, 39990);
    }

    private static IEnumerable<XElement> Boxes(XElement picture) =>
        picture.Elements().Where(element => element.Name.LocalName == "rect" && element.Attribute("x") is not null);

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
