using System.Globalization;
using System.Text;

namespace LabelHook.Benchmarks;

// An SVG picture that follows the color scheme of the reader.
internal sealed class Picture(int width, int height, string title)
{
    private readonly StringBuilder _body = new();

    public void Text(double x, double y, string text, string anchor = "start", string kind = "text") =>
        Add($"<text class=\"{kind}\" x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\">{Escaped(text)}</text>");

    public void Bar(double x, double y, double length, double thickness, string kind) =>
        Add($"""
            <rect class="{kind}" x="{x:F1}" y="{y:F1}" width="{length:F1}" height="{thickness:F1}" rx="2"/>
            """);

    public void Line(IEnumerable<(double X, double Y)> points, string kind)
    {
        var pairs = points.Select(
            point => string.Create(CultureInfo.InvariantCulture, $"{point.X:F1},{point.Y:F1}"));
        Add($"<polyline class=\"{kind}\" points=\"{string.Join(' ', pairs)}\"/>");
    }

    public void Dot(double x, double y, string kind) =>
        Add($"<circle class=\"{kind}\" cx=\"{x:F1}\" cy=\"{y:F1}\" r=\"4\"/>");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $$"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}" role="img">
        <title>{{Escaped(title)}}</title>
        <style>
        text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1f2328 }
        text.heading { font-size: 15px; font-weight: 600 }
        text.faint { fill: #59636e }
        .ground { fill: #ffffff }
        .ours { fill: #0969da } .floor { fill: #8c959f } .other { fill: #bc4c00 }
        polyline { fill: none; stroke-width: 2 }
        .grid { stroke: #d1d9e0; stroke-width: 1 }
        polyline.ours { stroke: #0969da; fill: none } polyline.other { stroke: #bc4c00; fill: none }
        @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc } text.faint { fill: #9198a1 } .ground { fill: #0d1117 }
        .ours { fill: #4493f8 } .floor { fill: #6e7681 } .other { fill: #f0883e }
        .grid { stroke: #3d444d }
        polyline.ours { stroke: #4493f8; fill: none } polyline.other { stroke: #f0883e; fill: none }
        }
        </style>
        <rect class="ground" width="100%" height="100%"/>
        {{_body}}</svg>

        """);

    private static string Escaped(string text) => System.Net.WebUtility.HtmlEncode(text);

    private void Add(FormattableString element) =>
        _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
