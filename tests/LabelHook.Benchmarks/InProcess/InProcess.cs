using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace LabelHook.Benchmarks;

// Calls of the library, measured by BenchmarkDotNet; medians in milliseconds.
// Library: a block allocated and deallocated.
// BareSqlite: the same with SQLite alone.
// Growth: one allocation, by the number of allocated ranges and whether there are gaps between them.
// Log: a block allocated and deallocated, by the method of LogBenchmarks.
internal sealed record InProcess(
    double Library,
    double BareSqlite,
    IReadOnlyDictionary<(int Ranges, bool Fragmented), double> Growth,
    IReadOnlyDictionary<string, double> Log)
{
    // Each case is measured again in each pass, and the medians are those of all passes, so that other load affects all
    // cases alike.
    private const int Passes = 9;

    private static readonly Job Job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance)
        .WithWarmupCount(1).WithIterationCount(5).WithInvocationCount(4).WithUnrollFactor(1);

    public static InProcess Measure(Bench bench)
    {
        using var log = new StreamWriter(bench["benchmarkdotnet.log"]);
        var configuration = ManualConfig.CreateEmpty().AddJob(Job).AddLogger(new StreamLogger(log))
            .WithArtifactsPath(bench["benchmarkdotnet"]);
        var passes = Enumerable.Range(0, Passes)
            .Select(
                _ => (
                    Pair: BenchmarkRunner.Run<AllocationBenchmarks>(configuration),
                    Growth: BenchmarkRunner.Run<GrowthBenchmarks>(configuration),
                    Log: BenchmarkRunner.Run<LogBenchmarks>(configuration)))
            .ToList();
        var pair = Medians(passes.Select(pass => pass.Pair), Method);
        return new InProcess(
            pair[nameof(AllocationBenchmarks.Library)],
            pair[nameof(AllocationBenchmarks.BareSqlite)],
            Medians(
                passes.Select(pass => pass.Growth),
                report => (
                    (int)report.BenchmarkCase.Parameters[nameof(GrowthBenchmarks.Ranges)],
                    (bool)report.BenchmarkCase.Parameters[nameof(GrowthBenchmarks.Fragmented)])),
            Medians(passes.Select(pass => pass.Log), Method));
    }

    private static string Method(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;

    private static Dictionary<TCase, double> Medians<TCase>(
        IEnumerable<Summary> passes, Func<BenchmarkReport, TCase> name)
        where TCase : notnull => passes.SelectMany(pass => Reports(pass)).GroupBy(name).ToDictionary(
            reports => reports.Key,
            reports => new Measurement(
                [
                    .. reports.SelectMany(report => report.ResultStatistics!.OriginalValues)
                        .Select(nanoseconds => nanoseconds / 1e6)
                        .Order(),
                ],
                0).Median);

    private static ImmutableArray<BenchmarkReport> Reports(Summary summary) =>
        summary.HasCriticalValidationErrors || !summary.Reports.All(report => report.Success)
        ? throw new InvalidOperationException(
            $"BenchmarkDotNet could not measure {summary.Title}: "
                + $"{string.Join(", ", summary.ValidationErrors.Select(error => error.Message))}")
        : summary.Reports;
}
