using System.Globalization;

namespace LabelHook.Cluster.Commands;

internal static class CountText
{
    // problem: What is wrong with a text that is not a number from 1 to most.
    // Returns: null if there is no text.
    public static int? Parse(string? text, int most, Func<string, Problem> problem)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= 1 && count <= most
            ? count
            : throw new LabelHookException(problem(text));
    }
}
