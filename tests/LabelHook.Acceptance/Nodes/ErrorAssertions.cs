using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Nodes;

public static class ErrorAssertions
{
    // Exit code 1, no standard output, and one sentence with these words; indented hints may follow.
    public static void AssertComplainsAbout(this CommandResult result, params string[] words)
    {
        var lines = result.Failed().Errors.TrimEnd('\n').Split('\n');

        Assert.Equal("", result.Output);
        Assert.StartsWith("labelhook: ", lines[0], StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, lines[0], StringComparison.Ordinal));
        Assert.All(lines.Skip(1), hint => Assert.StartsWith("  ", hint, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
    }
}
