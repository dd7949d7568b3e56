using System.ComponentModel;
using System.Diagnostics;

namespace LabelHook.Host;

// What systemd says about a unit.
// Enabled: As in enabled, disabled or static.
// Active: As in active, inactive or failed.
// LastRun: When its main process ended last; null when it never ran, or runs.
// Result: How it ended, as in success or exit-code.
internal sealed record UnitState(string Unit, string Enabled, string Active, DateTimeOffset? LastRun, string Result)
{
    private const string Program = "systemctl";
    private const string TimePrefix = "@";

    // Asks systemctl(1), the interface that works with every version of systemd.
    // Returns: the units that systemd knows; none without a running systemd.
    public static IReadOnlyList<UnitState> Read(IEnumerable<string> units)
    {
        string[] arguments =
        [
            "show",
            "--timestamp=unix",
            "--property=Id,LoadState,UnitFileState,ActiveState,ExecMainExitTimestamp,Result",
            "--",
            .. units,
        ];
        try
        {
            var start = new ProcessStartInfo(Program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            errors.GetAwaiter().GetResult();
            return process.ExitCode == 0 ? Parse(output) : [];
        }
        catch (Win32Exception)
        {
            return [];
        }
    }

    // A block of NAME=VALUE lines for each unit, empty lines in between.
    public static IReadOnlyList<UnitState> Parse(string output)
    {
        var found = new List<UnitState>();
        foreach (var block in output.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var values = block.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('=', 2))
                .Where(parts => parts.Length == 2)
                .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
            if (values.GetValueOrDefault("LoadState") != "loaded")
                continue;
            found.Add(new UnitState(
                values.GetValueOrDefault("Id", ""),
                values.GetValueOrDefault("UnitFileState", ""),
                values.GetValueOrDefault("ActiveState", ""),
                Time(values.GetValueOrDefault("ExecMainExitTimestamp", "")),
                values.GetValueOrDefault("Result", "")));
        }

        return found;
    }

    private static DateTimeOffset? Time(string text) =>
        text.StartsWith(TimePrefix, StringComparison.Ordinal) && long.TryParse(text[TimePrefix.Length..], out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
