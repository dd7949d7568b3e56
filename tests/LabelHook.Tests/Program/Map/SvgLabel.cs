using System.Globalization;
using System.Xml.Linq;
using LabelHook.Cli.Map;

namespace LabelHook.Tests.Program.Map;

// A text in a picture, with the space that it takes.
internal sealed record SvgLabel(string Text, string Style, double Left, double Right, double Top, double Bottom)
{
    // Of a letter, as shares of the font size: above and below the line.
    private const double Ascent = 0.76;
    private const double Descent = 0.24;

    // How much wider the letters of a bold font are.
    private const double Bold = 1.2;

    public static IReadOnlyList<SvgLabel> All(XElement picture) =>
        [.. picture.Elements().Where(element => element.Name.LocalName == "text").Select(Read)];

    public bool Overlaps(SvgLabel other) =>
        Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    private static SvgLabel Read(XElement text)
    {
        var classes = text.Attribute("class")!.Value.Split(' ');
        var size = classes[0] switch
        {
            "title" => 24,
            "heading" => 16,
            "text" => SvgStyle.Text,
            "small" => SvgStyle.Small,
            "name" or "entry" or "port" => SvgStyle.Name,
            "key" => SvgStyle.Key,
            var other => throw new InvalidOperationException(other),
        };
        var width = SvgLetters.Width(text.Value, size) * (classes[0] is "title" or "heading" ? Bold : 1);
        var (x, y) = (Number(text, "x"), Number(text, "y"));
        var left = x;
        if (classes.Contains("end"))
            left = x - width;
        else if (classes[0] is "name" or "key")
            left = x - (width / 2);
        return new SvgLabel(
            text.Value, classes[0], left, left + width, y - (Ascent * size), y + (Descent * size));
    }

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
