namespace LabelHook.Acceptance.Faults;

// kill -9 before each system call on the files of the node. The sample tries only calls that change something: between
// two of them the disk is the same.
public static class KillSweepTests
{
    // Number of points per scenario in the sample; arbitrary, a few seconds.
    private const int Most = 8;

    [Theory]
    [MemberData(nameof(Scenario.Names), MemberType = typeof(Scenario))]
    public static async Task A_kill_at_any_call_is_all_or_nothing_and_the_next_run_converges(string scenario)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);
        var points = Sweep.Spread([.. course.Calls.Where(call => Sweep.IsFull || call.Changes)], Most).ToList();
        var all = new List<string>();

        foreach (var point in points)
        {
            var run = await node.TraceAsync(Fault.Kill(point));
            var failures = await course.FailuresAsync(node);
            all.AddRange(
                (run.WasKilled ? failures : ["it was not"]).Select(failure => $"killed before {point}: {failure}"));
            if (all.Count >= Sweep.Enough)
                break;
        }

        // One call more than exist of each name: the points were complete.
        var untouched = await node.TraceAsync(
            [
                .. course.Calls.CountBy(call => call.Name)
                    .Select(count => Fault.Kill(new SystemCall(count.Key, count.Value + 1, ""))),
            ]);

        Sweep.Count("kill", scenario, points.Count);
        Assert.NotEmpty(points);
        Sweep.AssertNone(all);
        Assert.True(course.IsDone(untouched.Result), untouched.Result.Errors);
        Assert.Equal(course.After, await node.LookAsync());
    }
}
