
namespace LabelHook.Acceptance.Faults;

// How thorough the sweeps are: LABELHOOK_SWEEP=full tries every point, otherwise a sample.
public static class Sweep
{
    public static bool IsFull =>
        string.Equals(Environment.GetEnvironmentVariable("LABELHOOK_SWEEP"), "full", StringComparison.Ordinal);

    // All of them, or a number of them, evenly spread, with the first and the last.
    public static IEnumerable<T> Spread<T>(IReadOnlyList<T> points, int most)
    {
        if (IsFull || points.Count <= most)
            return points;
        return Enumerable.Range(0, most).Select(number => points[number * (points.Count - 1) / (most - 1)]);
    }

    public static void Count(string harness, string scenario, int points)
    {
        TestContext.Current.SendDiagnosticMessage("{0}, {1}: {2} points", harness, scenario, points);
        Figures.Add(harness, ("points", points), ("scenarios", 1));
    }

    // A sweep stops at this number of failures; arbitrary, enough to see what they have in common.
    public const int Enough = 5;

    public static void AssertNone(IReadOnlyCollection<string> failures) => Assert.True(
        failures.Count == 0, $"{failures.Count} points failed:\n{string.Join('\n', failures)}");
}
