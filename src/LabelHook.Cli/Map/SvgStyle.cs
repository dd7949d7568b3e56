namespace LabelHook.Cli.Map;

// The look of the picture on light and dark backgrounds. Texts and boxes name it by their classes.
internal static class SvgStyle
{
    public const int Hues = 6;

    // Font sizes of the classes.
    public const int Text = 13;
    public const int Small = 12;
    public const int Name = 11;
    public const int Key = 9;

    public static readonly string Sheet = $$"""
        text{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:#1f2328}
        .title{font-size:24px;font-weight:700}.heading{font-size:16px;font-weight:700}.text{font-size:{{Text}}px}
        .small{font-size:{{Small}}px;fill:#59636e}.end{text-anchor:end}.entry{font-size:{{Name}}px}
        .port{font-size:{{Name}}px;fill:#59636e}.name{font-size:{{Name}}px;text-anchor:middle;fill:#fff}
        .key{font-size:{{Key}}px;text-anchor:middle;fill:#fff}
        .paper{fill:#fff}.free{fill:#e9edf1}.line{fill:#59636e}.reserved{fill:#f2b93b}.open{fill:#cf222e}.excluded{fill:url(#hatch)}
        .hue0{fill:#2f5fb3}.hue1{fill:#187a6d}.hue2{fill:#6b4fbb}.hue3{fill:#2f7d32}.hue4{fill:#a23b7c}.hue5{fill:#8a5a24}
        .ground{fill:#d5dae0}.stroke{stroke:#8c959f;stroke-width:2}.on-free{fill:#59636e}.on-reserved{fill:#1f2328}.on-excluded{fill:#1f2328}
        @media (prefers-color-scheme:dark){
        text{fill:#e6edf3}.small,.port{fill:#9198a1}.name,.key{fill:#fff}.paper{fill:#0d1117}.free{fill:#1f2630}.line{fill:#9198a1}
        .ground{fill:#30363d}.stroke{stroke:#545d68}.on-free{fill:#9198a1}.on-reserved{fill:#1f2328}.on-excluded{fill:#e6edf3}
        .hue0{fill:#3f6fc4}.hue1{fill:#1e8576}.hue2{fill:#7a60c7}.hue3{fill:#388a3b}.hue4{fill:#b04a8a}.hue5{fill:#9a6a30}
        }
        """;
}
