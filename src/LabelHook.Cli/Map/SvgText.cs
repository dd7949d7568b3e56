using System.Globalization;
using System.Text;

namespace LabelHook.Cli.Map;

// Builds an SVG 1.1 picture of boxes and texts, styled by classes. Escapes all texts.
internal sealed class SvgText
{
    private readonly StringBuilder _body = new();

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

    // title, description: For screen readers, and for lists of files.
    public string Document(int width, int height, string title, string description) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="title description">
        <title id="title">{Escape(title)}</title>
        <desc id="description">{Escape(description)}</desc>
        <style>
        {SvgStyle.Sheet}
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
