using System.Globalization;
using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.PowerCuts;

// Records each system call of a program with a file name or a descriptor, with all data.
public static class Strace
{
    // Longer than any single write.
    private const string LongestData = "1000000";

    // kill: a system call, and the number of times it is allowed before the program is killed at its entry; empty for
    // no kill.
    public static async Task<(CommandResult Result, IReadOnlyList<TracedCall> Calls)> RecordAsync(
        Command command, IEnumerable<string> arguments, string kill)
    {
        RealPart.RequireProgram("strace", "strace");
        await using var folder = new TemporaryFolder();
        string[] injection =
            kill.Split(':') is [var name, var when] ? ["-e", $"inject={name}:signal=KILL:when={when}"] : [];
        var strace = command with
        {
            Program = RealPart.Find("strace")!,
            Prefix =
            [
                "-f", "-y", "-xx", "-qq", "-s", LongestData, "-e", "trace=%file,%desc", .. injection, "-o",
                folder["trace"],
                command.Program, .. command.Prefix,
            ],
        };

        var result = await strace.RunAsync([.. arguments]);

        var trace = await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken);
        return (result, [.. Lines(trace).Select(TracedCall.Parse).OfType<TracedCall>()]);
    }

    // A call that another thread interrupted has two lines; its end counts.
    private static IEnumerable<string> Lines(IEnumerable<string> trace)
    {
        const string Unfinished = " <unfinished ...>";
        var begun = new Dictionary<int, string>();
        foreach (var line in trace)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var thread = int.Parse(line.AsSpan(0, blank), CultureInfo.InvariantCulture);
            var call = line[blank..].TrimStart();
            if (call.StartsWith("<... ", StringComparison.Ordinal) && begun.Remove(thread, out var beginning))
                call = beginning + call[(call.IndexOf('>', StringComparison.Ordinal) + 1)..];
            if (call.EndsWith(Unfinished, StringComparison.Ordinal))
                begun[thread] = call[..^Unfinished.Length];
            else
                yield return call;
        }
    }
}
