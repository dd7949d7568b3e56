using LabelHook.Ports;

namespace LabelHook.Benchmarks;

// Many processes that allocate at once, compared with the same number in turn and with one process. In milliseconds.
// AtOnce: until the last has ended, median of the rounds.
// InTurn: as many processes in turn.
// OneProcess: as many calls in one process.
// WorstWait: the slowest process of all rounds.
internal sealed record Crowd(double AtOnce, double InTurn, double OneProcess, double WorstWait)
{
    public const int Count = 32;
    private const int Rounds = 7;

    public static Crowd Measure(Bench bench, int count = Count)
    {
        foreach (var state in (string[])["crowd", "queue"])
            SideBySide.InTurn(bench with { Rounds = 1 }, Allocate(bench, state)); // the first call creates the database
        List<double> atOnce = [], inTurn = [], alone = [], worst = [];
        for (var round = 0; round < Math.Min(bench.Rounds, Rounds); round++)
        {
            var (runs, total) = SideBySide.AtOnce(bench, count, Allocate(bench, "crowd"));
            atOnce.Add(total);
            worst.Add(runs.Slowest);
            inTurn.Add(SideBySide.InTurn(bench with { Rounds = count }, Allocate(bench, "queue")).Single().Times.Sum());
            alone.Add(Alone(bench, round, count));
        }

        return new Crowd(Median(atOnce), Median(inTurn), Median(alone), worst.Max());
    }

    private static double Alone(Bench bench, int round, int count)
    {
        Directory.CreateDirectory(bench["alone"]);
        var manager = new PortsManager(new PortsOptions { Database = Path.Join(bench["alone"], "ports.sqlite") });
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
            manager.AllocatePorts(4, ModuleName.Parse($"alone{round}-{i}"), Protocol.Tcp);
        return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static string Allocate(Bench bench, string state) =>
        $"{bench.Program} allocate {{}} 4 --protocol tcp --state {bench[state]}";

    private static double Median(List<double> times) => new Measurement([.. times.Order()], 0).Median;
}
