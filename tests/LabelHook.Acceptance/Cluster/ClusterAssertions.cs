using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Cluster;

public static class ClusterAssertions
{
    // Exit code 1, no standard output, and one sentence with these words.
    public static void AssertSays(this CommandResult result, params string[] words) => result.AssertSays(1, words);

    public static void AssertSays(this CommandResult result, int exitCode, params string[] words)
    {
        var line = Assert.Single(result.Failed(exitCode).Errors.TrimEnd('\n').Split('\n'));

        Assert.Equal("", result.Output);
        Assert.StartsWith("labelhook-cluster: ", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    // The warnings of a command that succeeded, without the name of the program.
    public static IReadOnlyList<string> Warnings(this CommandResult result) =>
    [
        .. result.Succeeded().Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace("labelhook-cluster: warning: ", "", StringComparison.Ordinal)),
    ];

    // The lines of a table as words, without the age of a node.
    public static IEnumerable<string> Table(this CommandResult result) => result.Lines.Skip(1)
        .Select(line => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(cells => string.Join(' ', cells[..1].Concat(cells[3..])));
}
