using System.Diagnostics;
using System.Globalization;

namespace LabelHook.Benchmarks;

// Runs a command under strace and under callgrind, with all processes that it starts.
internal static class Counter
{
    // .NET's threads wait for each other, on a busy machine with more calls.
    private const int MaxTraces = 9;
    private const int MaxProfiles = 3; // a hundred times slower

    private static readonly string[] Syncs = ["fsync", "fdatasync", "sync_file_range", "syncfs", "sync", "msync"];

    // Commands are split at blanks.
    // before: Commands that are not counted, run before each time in an empty state folder.
    // Returns: the lowest counts.
    public static Counts Count(Bench bench, string state, IReadOnlyList<string> before, string command)
    {
        List<long> syncs = [], calls = [], instructions = [];
        for (var i = 0; i < Math.Min(bench.Rounds, MaxTraces); i++)
        {
            Prepare(state, before);
            var trace = Trace(bench, command);
            syncs.Add(Syncs.Sum(name => trace.GetValueOrDefault(name)));
            calls.Add(trace.Values.Sum());
        }

        for (var i = 0; i < Math.Min(bench.Rounds, MaxProfiles); i++)
        {
            Prepare(state, before);
            instructions.Add(Profile(bench, command));
        }

        return new Counts(syncs.Min(), calls.Min(), instructions.Min());
    }

    public static void Run(string command)
    {
        var words = command.Split(' ');
        using var process = Process.Start(
            new ProcessStartInfo(words[0], words[1..])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        var said = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"a command failed: {command}\n{said.Result}");
    }

    private static void Prepare(string state, IReadOnlyList<string> before)
    {
        if (Directory.Exists(state))
            Directory.Delete(state, recursive: true);
        Directory.CreateDirectory(state);
        foreach (var command in before)
            Run(command);
    }

    // Returns: the number of calls by name.
    private static Dictionary<string, long> Trace(Bench bench, string command)
    {
        Run($"strace -f -qq -c -U calls,name -o {bench["counts"]} {command}");
        return File.ReadLines(bench["counts"])
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [var count, not "total"] && char.IsAsciiDigit(count[0]))
            .ToDictionary(fields => fields[1], fields => Number(fields[0]), StringComparer.Ordinal);
    }

    // The log of each process has a line such as `==4711== Collected : 13728607`.
    private static long Profile(Bench bench, string command)
    {
        var logs = Directory.CreateDirectory(bench["profiles"]).FullName;
        Run($"valgrind --tool=callgrind --trace-children=yes --callgrind-out-file=/dev/null --log-file={logs}/%p {command}");
        var instructions = Directory.EnumerateFiles(logs)
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains(" Collected : ", StringComparison.Ordinal))
            .Sum(line => Number(line.Split(' ')[^1]));
        Directory.Delete(logs, recursive: true);
        return instructions;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
