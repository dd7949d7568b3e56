namespace LabelHook.Acceptance.EnvironmentFiles;

// The port variables of an environment, sorted by name for comparison.
public static class VariableLines
{
    // From the lines of a file or of the output of `install`.
    public static SortedDictionary<string, string> OfLines(string text) => Parse(text.Split('\n'));

    // From the output of `env -0`.
    public static SortedDictionary<string, string> OfProcess(string environment) => Parse(environment.Split('\0'));

    public static SortedDictionary<string, string> Parse(IEnumerable<string> assignments) => new(
        assignments.Where(IsPorts).Select(assignment => assignment.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
        StringComparer.Ordinal);

    private static bool IsPorts(string assignment) =>
        assignment.StartsWith("TCP_", StringComparison.Ordinal)
            || assignment.StartsWith("UDP_", StringComparison.Ordinal);
}
