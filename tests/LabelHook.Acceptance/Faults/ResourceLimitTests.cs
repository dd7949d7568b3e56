using System.Globalization;

namespace LabelHook.Acceptance;

// A process that may write no larger files, or open no more of them.
public static class ResourceLimitTests
{
    public static TheoryData<string, int> Rows =>
        new(((string[])["install on an empty node", "install of a block that has to move", "allocate", "remove"])
            .SelectMany(_ => (int[])[0, 1, 100, 512, 600, 4096, 5000, 20_000, 40_960, 61_000], (scenario, size) => (scenario, size)));

    [Theory]
    [MemberData(nameof(Rows))]
    public static async Task A_limit_of_the_size_of_files_is_told_and_loses_nothing(string scenario, int size)
    {
        await using var node = await FaultNode.StartAsync(scenario);
        var course = await Course.OfAsync(node, scenario);
        await node.ResetAsync();

        var run = await node.RunAsync("prlimit", string.Create(CultureInfo.InvariantCulture, $"--fsize={size}"));

        Sweep.Count("file-sizes", scenario, 1);
        Sweep.AssertNone([.. (await course.FailuresAsync(node, run)).Select(failure => $"{failure}\n    {run.Errors}")]);
    }
}
