using System.Globalization;
using System.Text;

namespace LabelHook.Benchmarks;

// The measured times and the aims, in Markdown.
internal static class SpeedTable
{
    private const double MostMegabytes = 16;

    // How much longer an allocation may take, by the number of allocated ranges.
    private static readonly Dictionary<int, double> GrowthAims =
        new() { [100] = 1.1, [1_000] = 1.2, [10_000] = 1.5, [25_000] = 2 };

    public static string Of(Bench bench, InstallComparison install, Crowd crowd, InProcess calls)
    {
        var text = new StringBuilder();
        Line(text, "| what | ms | beside | ms | ratio | aim | met |");
        Line(text, "|---|---|---|---|---|---|---|");
        Faster(
            text, "`install` of a new module, podman's store", install.Podman.Median,
            "Python as NS8 does it, with `podman image inspect`", install.Ns8.Median, 10);
        Slower(
            text, "the same", install.Podman.Median,
            "C floor: same look-up, transaction and file", install.PodmanFloor.Median, 2);
        Slower(
            text, "`install` of a new module, dockerd's API", install.Docker.Median,
            "C floor: same request, transaction and file", install.DockerFloor.Median, 2.5);
        Slower(
            text, "`install` when nothing changes, podman's store", install.Unchanged.Median,
            "C floor without writes", install.UnchangedFloor.Median, 2);
        Slower(
            text, "`AllocatePorts` + `DeallocatePorts` in process", calls.Library,
            "bare SQLite, same statements, journal and syncs", calls.BareSqlite, 1.2);
        Slower(
            text, "the same with bare SQLite, and the log", calls.Log[nameof(LogBenchmarks.Logged)],
            "without the triggers of the log", calls.Log[nameof(LogBenchmarks.Unlogged)], 1.1);
        Slower(
            text, $"`AllocatePorts` + `DeallocatePorts`, a log of {Number(LogBenchmarks.LongLog)} rows that each call prunes",
            calls.Log[nameof(LogBenchmarks.Pruned)], "a log of a few rows", calls.Log[nameof(LogBenchmarks.ShortLog)], 1.1);
        var growth = calls.Growth.Where(point => point.Key.Ranges > 0).OrderBy(point => point.Key);
        foreach (var ((ranges, fragmented), time) in growth)
            Slower(
                text, $"one allocation, {Number(ranges)} ranges held, {(fragmented ? "fragmented" : "packed")}", time,
                "none held", calls.Growth[(0, fragmented)], GrowthAims[ranges]);
        Slower(
            text, $"{Crowd.Count} processes that allocate at once (worst wait {Milliseconds(crowd.WorstWait)} ms)",
            crowd.AtOnce, "as many one after the other", crowd.InTurn, 1.2);
        Slower(text, "the same", crowd.AtOnce, "one process that makes as many calls", crowd.OneProcess, 1.2);
        Line(text, "");
        Line(text, "| size | MB | aim | met |");
        Line(text, "|---|---|---|---|");
        Size(text, "peak memory of `install`, podman's store", install.Podman.PeakMegabytes);
        Size(text, "the program's one file", new FileInfo(bench.Program).Length / 1e6);
        Line(text, "");
        Line(text, "| also measured | median ms | fastest ms | peak MB |");
        Line(text, "|---|---|---|---|");
        foreach (var (what, measured) in install.Others)
            Line(
                text,
                $"| {what} | {Milliseconds(measured.Median)} | {Milliseconds(measured.Fastest)} | "
                    + $"{measured.PeakMegabytes:F1} |");
        return text.ToString();
    }

    private static void Faster(
        StringBuilder text, string what, double ours, string beside, double theirs, double aim) =>
        Line(
            text,
            $"| {what} | {Milliseconds(ours)} | {beside} | {Milliseconds(theirs)} | {theirs / ours:F1} times faster "
                + $"| {aim} times faster | {Met(theirs / ours >= aim)} |");

    private static void Slower(
        StringBuilder text, string what, double ours, string beside, double theirs, double aim) =>
        Line(
            text,
            $"| {what} | {Milliseconds(ours)} | {beside} | {Milliseconds(theirs)} | {ours / theirs:F2} | at most "
                + $"{aim} | {Met(ours / theirs <= aim)} |");

    private static void Size(StringBuilder text, string what, double megabytes) =>
        Line(text, $"| {what} | {megabytes:F1} | below {MostMegabytes} | {Met(megabytes < MostMegabytes)} |");

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');

    private static string Met(bool met) => met ? "yes" : "no";

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double time) => time.ToString("F1", CultureInfo.InvariantCulture);
}
