namespace LabelHook.Acceptance.Ns8;

// The result of a task of NS8's agent; Commands are the lines that its steps wrote to the command descriptor of the
// agent.
public sealed record TaskResult(
    int ExitCode, string Status, string Output, string Errors, IReadOnlyList<string> Commands)
{
    public TaskResult Completed()
    {
        Assert.True(ExitCode == 0 && Status == "completed", $"{Status}, exit code {ExitCode}\n{Output}{Errors}");
        return this;
    }

    // A service's lines start with the journal's priority, sd-daemon(3).
    public TaskResult SaidAsService()
    {
        Assert.All(
            Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^<[3-6]>labelhook: ", line));
        return this;
    }
}
