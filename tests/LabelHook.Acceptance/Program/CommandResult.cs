using System.Text.Json;

namespace LabelHook.Acceptance.Program;

public sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => Parse(Output);

    public JsonElement ErrorJson => Parse(Errors);

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // What is said to a person stands on one line; hints may follow on lines of their own, indented.
    public string Complaint => Errors.Split('\n')[0];

    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}{Errors}");
        return this;
    }

    public CommandResult Failed(int exitCode = 1) => Ended(exitCode);

    public CommandResult Ended(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} where {exitCode} was expected\n{Output}{Errors}");
        return this;
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
