using System.Diagnostics;
using System.Globalization;

namespace LabelHook.Benchmarks;

// Runs commands by a small C program, in turn or at once; Floors/beside.c.
internal static class SideBySide
{
    public static IReadOnlyList<Measurement> InTurn(Bench bench, params IReadOnlyList<string> commands)
    {
        var lines = Run(bench, [bench.Rounds.ToString(CultureInfo.InvariantCulture), .. commands]).ToLookup(line => line.Number);
        return [.. commands.Select((_, number) => Of(lines[number]))];
    }

    // Each once, for commands that find something else the second time.
    public static Measurement Once(Bench bench, params IReadOnlyList<string> commands) =>
        Of(Run(bench, ["--once", .. commands]));

    // Returns: the runs, and the time until the last of them had ended.
    public static (Measurement Runs, double Total) AtOnce(Bench bench, int count, string command)
    {
        var lines = Run(bench, ["--at-once", count.ToString(CultureInfo.InvariantCulture), command]);
        return (Of(lines.Where(line => line.Number >= 0)), lines.Single(line => line.Number < 0).Time);
    }

    private static Measurement Of(IEnumerable<(int Number, double Time, long Peak)> lines) =>
        new([.. lines.Select(line => line.Time).Order()], lines.Max(line => line.Peak));

    private static List<(int Number, double Time, long Peak)> Run(Bench bench, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(bench.Beside, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"a command failed: {string.Join(" | ", arguments)}\n{string.Join('\n', said.Result.Split('\n').TakeLast(5))}");
        return
        [
            .. from line in lines
               let fields = line.Split(' ')
               select (int.Parse(fields[0], CultureInfo.InvariantCulture), double.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[2], CultureInfo.InvariantCulture)),
        ];
    }
}
