using System.Globalization;
using LabelHook.Cli.Output;

namespace LabelHook.Cli.Options;

// How many modules of an image to plan: IMAGE or IMAGE=COUNT.
internal readonly record struct ImageCount(string Image, int Count)
{
    // The ends of the names of files, which may contain an equals sign.
    private static readonly string[] FileEndings = [".yaml", ".yml", ".Containerfile", ".Dockerfile"];

    // max: The largest count.
    public static ImageCount Parse(string text, int max)
    {
        var equals = text.LastIndexOf('=');
        if (equals < 0 || IsPartOfPath(text, text[(equals + 1)..]))
            return new ImageCount(text, 1);
        var (image, number) = (text[..equals], text[(equals + 1)..]);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= 1 && count <= max
            ? new ImageCount(image, count)
            : throw new LabelHookException(ProgramProblems.ImageCount(image, number, max));
    }

    // Whether what follows the equals sign cannot be meant as a count.
    private static bool IsPartOfPath(string text, string end) => end.AsSpan().IndexOfAny("/:") >= 0
        || Array.Exists(FileEndings, ending => text.EndsWith(ending, StringComparison.Ordinal));
}
