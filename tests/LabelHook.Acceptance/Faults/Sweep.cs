using System.Globalization;
using System.Text.Json;

namespace LabelHook.Acceptance;

// How thoroughly the sweeps go: LABELHOOK_SWEEP=full tries every point, otherwise a spread of them. What was tried is counted in $LABELHOOK_FIGURES.
public static class Sweep
{
    private static readonly Lock Gate = new();

    private static readonly SortedDictionary<string, SortedDictionary<string, int>> Tried = new(StringComparer.Ordinal);

    public static bool IsFull => string.Equals(Environment.GetEnvironmentVariable("LABELHOOK_SWEEP"), "full", StringComparison.Ordinal);

    // All of them, or so many, evenly spread, the first and the last among them.
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> points, int most)
    {
        if (IsFull || points.Count <= most)
            return points;
        return Enumerable.Range(0, most).Select(number => points[number * (points.Count - 1) / (most - 1)]);
    }

    public static void Count(string harness, string scenario, int points)
    {
        lock (Gate)
        {
            if (!Tried.TryGetValue(harness, out var scenarios))
                Tried[harness] = scenarios = new SortedDictionary<string, int>(StringComparer.Ordinal);
            scenarios[scenario] = points;
            if (Environment.GetEnvironmentVariable("LABELHOOK_FIGURES") is not { Length: > 0 } folder)
                return;
            Directory.CreateDirectory(folder);
            var figures = new { harness, sweep = IsFull ? "full" : "spread", total = scenarios.Values.Sum(), scenarios };
            File.WriteAllText(Path.Combine(folder, harness + ".json"), JsonSerializer.Serialize(figures) + "\n");
        }
    }

    // So many failures end a sweep; arbitrary, enough to see what they have in common.
    public const int Enough = 5;

    public static void AssertNone(IReadOnlyCollection<string> failures) => Assert.True(
        failures.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{failures.Count} points failed:\n{string.Join('\n', failures)}"));
}
