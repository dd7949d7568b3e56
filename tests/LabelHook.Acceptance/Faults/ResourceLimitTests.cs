using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Faults;

// Limits on the size of files, on open files and on memory.
public static class ResourceLimitTests
{
    // More than any build of the program opens at once.
    private const int MostDescriptors = 256;

    // The program starts to have enough memory between these limits; the native one near the lower.
    private const long LeastMemory = 1L << 20;
    private const long MostMemory = 1L << 33;

    // What counts as near the limit that is just enough, in hundredths.
    private const int Near = 2;

    // In seconds; one run in several thousand hangs in the runtime.
    private const string LongestRun = "20";

    // Below the limit that is just enough a run dies early or late; number of tries in the sample, arbitrary.
    private const int MostTries = 6;

    private static readonly string[] Scenarios =
    [
        "install on an empty node",
        "install of a block that has to move",
        "allocate",
        "remove",
        "scan of changed labels and a rejected image",
    ];

    public static TheoryData<string, int> Sizes =>
        new(
            Scenarios.SelectMany(
                _ => (int[])[0, 1, 100, 512, 600, 4096, 5000, 20_000, 40_960, 61_000],
                (scenario, size) => (scenario, size)));

    public static TheoryData<string> Some => Sweep.IsFull ? Scenario.Names : [.. Scenarios];

    public static TheoryData<string, string> Memories =>
        new(
            (Sweep.IsFull ? Scenario.Names.Select(row => row.Data) : Scenarios[..2]).SelectMany(
                _ => (string[])["as", "data"], (scenario, limit) => (scenario, limit)));

    [Theory]
    [MemberData(nameof(Sizes))]
    public static async Task A_file_size_limit_is_reported_and_nothing_is_lost(string scenario, int size)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);

        var (_, failures) = await TryAsync(node, course, "fsize", size);

        Sweep.Count("file-sizes", scenario, 1);
        Sweep.AssertNone(failures);
    }

    [Theory]
    [MemberData(nameof(Some))]
    public static async Task A_limit_of_open_files_is_reported_and_nothing_is_lost(string scenario)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);
        var all = new List<string>();
        var descriptors = 0;

        for (var done = false; !done;)
        {
            Assert.True(++descriptors <= MostDescriptors, "it never has enough");
            (done, var failures) = await TryAsync(node, course, "nofile", descriptors);
            all.AddRange(failures);
        }

        Sweep.Count("descriptors", scenario, descriptors);
        Sweep.AssertNone(all);
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public static async Task A_memory_limit_loses_nothing(string scenario, string limit)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);
        var all = new List<string>();
        var (little, enough, tries) = (LeastMemory, MostMemory, 0);

        while (enough * (100 - Near) / 100 > little)
        {
            var middle = (long)Math.Sqrt((double)little * enough);
            (little, enough) = await IsEnoughAsync(middle) ? (little, middle) : (middle, enough);
        }

        foreach (var part in Sweep.Spread([.. Enumerable.Range(50, 50)], MostTries))
            await IsEnoughAsync(enough * part / 100);
        var isEnough = await IsEnoughAsync(MostMemory);

        Sweep.Count("memory", $"{scenario}, {limit}", tries);
        Sweep.AssertNone(all);
        Assert.True(isEnough, $"not even {MostMemory} bytes were enough");

        async Task<bool> IsEnoughAsync(long bytes)
        {
            tries++;
            var (done, failures) = await TryAsync(node, course, limit, bytes);
            all.AddRange(failures);
            return done;
        }
    }

    private static async Task<(bool Done, IReadOnlyList<string> Failures)> TryAsync(
        FaultInjectionNode node, ReferenceRun course, string limit, long most)
    {
        await node.ResetAsync();
        string[] bound = ["prlimit", $"--{limit}={most}"];
        var run = await node.RunAsync(IsOfMemory(limit) ? ["timeout", "--signal=KILL", LongestRun, .. bound] : bound);
        var failures = await course.FailuresAsync(node, IsKilled(run, limit) ? null : run);
        return (
            course.IsDone(run),
            [.. failures.Select(failure => $"{limit} {most}: {failure}\n    ended with {run.ExitCode}: {run.Errors}")]);
    }

    private static bool IsOfMemory(string limit) => limit is "as" or "data";

    // Without memory the loader or the runtime ends the process anywhere, or hangs, with unknown errors.
    private static bool IsKilled(CommandResult run, string limit) =>
        IsOfMemory(limit) && (run.ExitCode > 1 || run.Errors.Contains("internal error", StringComparison.Ordinal));
}
