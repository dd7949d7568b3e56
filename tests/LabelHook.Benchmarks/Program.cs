namespace LabelHook.Benchmarks;

// Measures the speed table; tests/benchmark.sh prepares what it needs and runs it.
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var smoke = arguments.Contains("--smoke");
        var bench = new Bench(
            Program: Required("LABELHOOK_PROGRAM"),
            Python: Required("BENCHMARK_PYTHON"),
            Folder: Required("BENCHMARK_FOLDER"),
            Rounds: smoke ? 1 : 40);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var comparison = InstallComparison.Measure(bench);
        var crowd = smoke ? Crowd.Measure(bench, count: 2) : Crowd.Measure(bench);
        if (smoke)
            return 0;

        var calls = InProcess.Measure(bench);
        Console.WriteLine(
            $"{Environment.ProcessorCount} processors, load {load} before the first run; medians, side by side.\n");
        Console.WriteLine(SpeedTable.Of(bench, comparison, crowd, calls));
        if (arguments.FirstOrDefault(argument => !argument.StartsWith("--", StringComparison.Ordinal)) is { } pictures)
        {
            Directory.CreateDirectory(pictures);
            File.WriteAllText(Path.Join(pictures, "comparison.svg"), ComparisonPicture.Draw(comparison));
            File.WriteAllText(Path.Join(pictures, "growth.svg"), GrowthPicture.Draw(calls));
        }

        return 0;
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(
            $"{name} is not set; run tests/benchmark.sh");
}
