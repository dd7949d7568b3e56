namespace LabelHook.Benchmarks;

// Measures a table of tests/README.md; tests/benchmark.sh prepares what it needs and runs it.
//   fast|cluster|counted FOLDER    prints the table, and draws its pictures in the folder
//   fast|cluster|counted --smoke   runs each command once to check that it works
internal static class Program
{
    private const int InvalidUsage = 2;

    public static int Main(string[] arguments)
    {
        if (arguments is not [("fast" or "cluster" or "counted") and var table, var pictures])
            return InvalidUsage;
        var isSmoke = pictures == "--smoke";
        var bench = new Bench(
            Program: Required("LABELHOOK_PROGRAM"),
            ClusterProgram: Required("LABELHOOK_CLUSTER_PROGRAM"),
            Python: Required("BENCHMARK_PYTHON"),
            Folder: Required("BENCHMARK_FOLDER"),
            Rounds: isSmoke ? 1 : 40);
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var machine = $"{Environment.ProcessorCount} processors, load {load} before the first run";
        if (!isSmoke)
            Directory.CreateDirectory(pictures);
        switch (table)
        {
            case "fast":
                MeasureFast(bench, machine, isSmoke ? null : pictures);
                break;
            case "cluster":
                MeasureCluster(bench, machine, isSmoke ? null : pictures);
                break;
            default:
                Count(bench, isSmoke);
                break;
        }

        return 0;
    }

    // pictures: Null to run each command once.
    private static void MeasureFast(Bench bench, string machine, string? pictures)
    {
        var comparison = InstallComparison.Measure(bench);
        var crowd = pictures is null ? Crowd.Measure(bench, count: 2) : Crowd.Measure(bench);
        if (pictures is null)
            return;

        var calls = InProcess.Measure(bench);
        Console.WriteLine($"{machine}; medians, side by side.\n");
        Console.WriteLine(SpeedTable.Of(bench, comparison, crowd, calls));
        File.WriteAllText(Path.Join(pictures, "comparison.svg"), ComparisonPicture.Draw(comparison));
        File.WriteAllText(Path.Join(pictures, "growth.svg"), GrowthPicture.Draw(calls));
    }

    // pictures: Null to run each command once.
    private static void MeasureCluster(Bench bench, string machine, string? pictures)
    {
        if (pictures is null)
        {
            ClusterGrowth.Measure(bench, 2);
            return;
        }

        var growth = ClusterGrowth.Measure(bench, 1, 10, 100, 1_000);
        Console.WriteLine($"{machine}; Redis {growth.RedisVersion} on a socket; medians.\n");
        Console.WriteLine(ClusterTable.Of(growth));
        File.WriteAllText(Path.Join(pictures, "cluster-growth.svg"), ClusterPicture.Draw(growth));
    }

    private static void Count(Bench bench, bool isSmoke)
    {
        var commands = isSmoke ? CountedCommands.Measure(bench, 1) : CountedCommands.Measure(bench, 1, 10, 100);
        if (!isSmoke)
            Console.WriteLine(CountTable.Write(commands));
    }

    private static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException(
            $"{name} is not set; run tests/benchmark.sh");
}
