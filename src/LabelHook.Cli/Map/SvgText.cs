using System.Globalization;
using System.Text;

namespace LabelHook.Cli.Map;

// Builds an SVG 1.1 picture of boxes and texts, styled by classes. Escapes all texts.
internal sealed class SvgText
{
    // Average width of a letter in a name, with a margin.
    private const double Letter = 7;

    // Fewer letters of a cut name would not be recognizable.
    private const int FewestLetters = 5;

    private const string Style = """
        text{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:#1f2328}
        .title{font-size:24px;font-weight:700}.heading{font-size:16px;font-weight:700}.text{font-size:13px}
        .small{font-size:12px;fill:#59636e}.end{text-anchor:end}.name{font-size:11px;text-anchor:middle;fill:#fff}
        .paper{fill:#fff}.free{fill:#e9edf1}.line{fill:#59636e}.reserved{fill:#f2b93b}.open{fill:#cf222e}.excluded{fill:url(#hatch)}
        .hue0{fill:#2f5fb3}.hue1{fill:#187a6d}.hue2{fill:#6b4fbb}.hue3{fill:#2f7d32}.hue4{fill:#a23b7c}.hue5{fill:#8a5a24}
        .ground{fill:#d5dae0}.stroke{stroke:#8c959f;stroke-width:2}.on-free{fill:#59636e}.on-reserved{fill:#1f2328}.on-excluded{fill:#1f2328}
        @media (prefers-color-scheme:dark){
        text{fill:#e6edf3}.small{fill:#9198a1}.name{fill:#fff}.paper{fill:#0d1117}.free{fill:#1f2630}.line{fill:#9198a1}
        .ground{fill:#30363d}.stroke{stroke:#545d68}.on-free{fill:#9198a1}.on-reserved{fill:#1f2328}.on-excluded{fill:#e6edf3}
        .hue0{fill:#3f6fc4}.hue1{fill:#1e8576}.hue2{fill:#7a60c7}.hue3{fill:#388a3b}.hue4{fill:#b04a8a}.hue5{fill:#9a6a30}
        }
        """;

    private readonly StringBuilder _body = new();

    // As much of the text as fits; nothing if that would not be recognizable.
    public static string Fits(string text, double width)
    {
        var letters = (int)((width - 6) / Letter);
        return letters >= FewestLetters || letters >= TextFitting.Width(text) ? TextFitting.FitName(text, letters) : "";
    }

    public void Box(double x, double y, double width, double height, string style, string? title)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" ");
        _body.Append(CultureInfo.InvariantCulture, $"width=\"{width:0.##}\" height=\"{height:0.##}\" ");
        _body.Append(CultureInfo.InvariantCulture, $"class=\"{style}\"");
        if (width >= 6)
            _body.Append(" rx=\"3\"");
        _body.Append(title is null ? "/>\n" : $"><title>{Escape(title)}</title></rect>\n");
    }

    public void Text(double x, double y, string style, string text)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" ");
        _body.Append(CultureInfo.InvariantCulture, $"class=\"{style}\">{Escape(text)}</text>\n");
    }

    public string Document(int width, int height) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
        <title>Ports of this node</title>
        <style>
        {Style}
        </style>
        <defs><pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="8" height="8" class="ground"/><line x1="0" y1="0" x2="0" y2="8" class="stroke"/></pattern></defs>
        <rect width="{width}" height="{height}" class="paper"/>
        {_body}</svg>

        """;

    // Replaces invisible characters, and those that XML 1.0 does not allow, by the replacement character.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => PrintableText.IsHidden(rune) ? escaped.Append('\uFFFD') : escaped.Append(rune),
            };
        }

        return escaped.ToString();
    }
}
