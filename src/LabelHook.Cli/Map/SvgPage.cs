namespace LabelHook.Cli.Map;

// The page that the parts of the picture fill from top to bottom.
internal sealed class SvgPage
{
    public const int Width = 960;
    public const int Margin = 32;
    public const int Inner = Width - (2 * Margin);
    public const int Right = Width - Margin;

    public SvgText Svg { get; } = new();

    // Where the next part begins; texts stand on this line.
    public double Y { get; set; }
}
