namespace LabelHook.Acceptance.EnvironmentFiles;

// The port variables among those of an environment, in the order of their names, so that two of them compare.
public static class VariableLines
{
    // From the lines of a file, or of what `install` prints.
    public static SortedDictionary<string, string> OfLines(string text) => Parse(text.Split('\n'));

    // From what `env -0` prints.
    public static SortedDictionary<string, string> OfProcess(string environment) => Parse(environment.Split('\0'));

    public static SortedDictionary<string, string> Parse(IEnumerable<string> assignments) => new(
        assignments.Where(IsPorts).Select(assignment => assignment.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static bool IsPorts(string assignment) =>
        assignment.StartsWith("TCP_", StringComparison.Ordinal)
            || assignment.StartsWith("UDP_", StringComparison.Ordinal);
}
