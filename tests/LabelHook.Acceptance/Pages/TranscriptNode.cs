using System.Text.RegularExpressions;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Pages;

// A node that starts empty, for the transcripts of one page in their order.
public sealed class TranscriptNode : IAsyncDisposable
{
    // Where the pages have their state folder.
    private const string State = "/var/lib/labelhook";

    private static readonly Regex Date = new(
        "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?", RegexOptions.None, TimeSpan.FromSeconds(1));

    private readonly TemporaryFolder _folder = new();

    private readonly Command _shell;

    public TranscriptNode()
    {
        File.CreateSymbolicLink(_folder["labelhook"], LabelHookProgram.Command.Program);

        // In its own network namespace, without the sockets of the host.
        string[] options = string.Equals(Environment.UserName, "root", StringComparison.Ordinal)
            ? ["--net"]
            : ["--net", "--map-root-user"];
        _shell = new Command("unshare") { Prefix = [.. options, "bash"] }.In(Repository.Root)
            .With("LABELHOOK_STATE", _folder["state"])
            .With("LABELHOOK_DATABASE", _folder["state/ports.sqlite"])
            .With("PYTHONPATH", Repository.At("hooks/python"))
            .With("PYTHONDONTWRITEBYTECODE", "1")
            .With("PATH", $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    // Fails if a command prints anything else than the page says.
    public async Task PlayAsync(IEnumerable<Transcript> transcripts)
    {
        foreach (var (command, expected) in transcripts)
        {
            var result = await _shell.RunAsync("-c", $"exec 2>&1; {command}");

            Assert.Equal(
                $"$ {command}\n{WithoutDates(expected)}",
                $"$ {command}\n"
                    + $"{WithoutDates(result.Output.Replace(_folder["state"], State, StringComparison.Ordinal))}");
        }
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    // Dates on the page may differ.
    private static string WithoutDates(string text) => Date.Replace(text, "DATE");
}
