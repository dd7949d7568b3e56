namespace LabelHook.Host;

internal static class UnitText
{
    // Joins lines that end in a backslash with the next one, and leaves out comments; systemd.syntax(7).
    // Returns: each line with the number, from 1, at which it starts.
    public static IEnumerable<(int Number, string Text)> JoinedLines(string text)
    {
        string? joined = null;
        var start = 0;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var content = line.TrimStart();
            if (content is ['#' or ';', ..])
                continue;
            if (joined is null)
                start = number;
            joined += content;
            if (IsContinued(content))
            {
                joined = joined[..^1] + " ";
                continue;
            }

            yield return (start, joined);
            joined = null;
        }

        if (joined is not null)
            yield return (start, joined);
    }

    // Two backslashes stand for one.
    private static bool IsContinued(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
}
