using System.Text.RegularExpressions;

namespace LabelHook.Acceptance;

// Every transcript in the README is what the program prints, in the order of the page, on one node that starts empty.
public static class ReadmeTests
{
    private const string State = "/var/lib/labelhook";

    private static readonly Regex Date = new("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?", RegexOptions.None, TimeSpan.FromSeconds(1));

    [Fact]
    public static async Task Every_transcript_is_what_really_happens()
    {
        var transcripts = Transcripts(await File.ReadAllLinesAsync(Path.Combine(Repository.Folder, "README.md"), TestContext.Current.CancellationToken)).ToList();
        await using var folder = new TemporaryFolder();
        var program = LabelHookProgram.Command.Program;
        File.CreateSymbolicLink(folder["labelhook"], program);
        string[] alone = string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? ["--net"] : ["--net", "--map-root-user"]; // no socket of the host's on the page
        var shell = new Command("unshare") { Prefix = [.. alone, "bash"] }.In(Repository.Folder).With("LABELHOOK_STATE", folder["state"]).With("LABELHOOK_DATABASE", folder["state/ports.sqlite"])
            .With("PYTHONPATH", Path.Combine(Repository.Folder, "hooks/python")).With("PYTHONDONTWRITEBYTECODE", "1").With("PATH", $"{folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");

        Assert.True(transcripts.Count > 10);
        foreach (var (command, expected) in transcripts)
        {
            var result = await shell.RunAsync("-c", $"exec 2>&1; {command}");

            Assert.Equal($"$ {command}\n{Timeless(expected)}", $"$ {command}\n{Timeless(result.Output.Replace(folder["state"], State, StringComparison.Ordinal))}");
        }
    }

    // The page was written on another day.
    private static string Timeless(string text) => Date.Replace(text, "DATE");

    // A command stands behind a dollar sign; what it prints, up to the next one or the end of the block.
    private static IEnumerable<(string Command, string Output)> Transcripts(string[] lines)
    {
        for (var i = Array.IndexOf(lines, "```console"); i >= 0; i = Array.IndexOf(lines, "```console", i))
        {
            var block = lines.Skip(i + 1).TakeWhile(line => line != "```").ToList();
            for (var at = 0; at < block.Count;)
            {
                var output = block.Skip(at + 1).TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal)).ToList();
                yield return (block[at][2..], string.Concat(output.Select(line => line + "\n")));
                at += output.Count + 1;
            }

            i += block.Count;
        }
    }
}
