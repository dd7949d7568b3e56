using System.Text.RegularExpressions;

namespace LabelHook.Acceptance;

// A node that starts empty, on which the transcripts of one page run in their order.
public sealed class TranscriptNode : IAsyncDisposable
{
    // Where the pages have their state folder.
    private const string State = "/var/lib/labelhook";

    private static readonly Regex Date = new("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?", RegexOptions.None, TimeSpan.FromSeconds(1));

    private readonly TemporaryFolder folder = new();

    private readonly Command shell;

    public TranscriptNode()
    {
        File.CreateSymbolicLink(folder["labelhook"], LabelHookProgram.Command.Program);

        // In a network of its own, so that no socket of the host shows.
        string[] options = string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? ["--net"] : ["--net", "--map-root-user"];
        shell = new Command("unshare") { Prefix = [.. options, "bash"] }.In(Repository.Folder)
            .With("LABELHOOK_STATE", folder["state"])
            .With("LABELHOOK_DATABASE", folder["state/ports.sqlite"])
            .With("PYTHONPATH", Path.Combine(Repository.Folder, "hooks/python"))
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    // Fails where a command prints anything else than the page says.
    public async Task PlayAsync(IEnumerable<Transcript> transcripts)
    {
        foreach (var (command, expected) in transcripts)
        {
            var result = await shell.RunAsync("-c", $"exec 2>&1; {command}");

            Assert.Equal($"$ {command}\n{WithoutDates(expected)}", $"$ {command}\n{WithoutDates(result.Output.Replace(folder["state"], State, StringComparison.Ordinal))}");
        }
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    // The page was written on another day.
    private static string WithoutDates(string text) => Date.Replace(text, "DATE");
}
