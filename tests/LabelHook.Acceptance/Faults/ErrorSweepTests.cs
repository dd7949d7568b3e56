namespace LabelHook.Acceptance.Faults;

// An error of the disk at every call that can report one, once or from then on: the program's report must be true.
public static class ErrorSweepTests
{
    // Number of points per scenario in the sample; arbitrary, a few seconds.
    private const int Most = 6;

    private static readonly string[] Storage = ["EIO", "ENOSPC", "EDQUOT", "EROFS"];

    private static readonly Dictionary<string, string[]> Errors = new(StringComparer.Ordinal)
    {
        ["openat"] = [.. Storage, "EMFILE"],
        ["read"] = ["EIO"],
        ["pread64"] = ["EIO"],
        ["write"] = [.. Storage, "EINTR"],
        ["pwrite64"] = [.. Storage, "EINTR"],
        ["fsync"] = Storage,
        ["fdatasync"] = Storage,
        ["syncfs"] = Storage,
        ["rename"] = Storage,
        ["renameat"] = Storage,
        ["unlink"] = Storage,
        ["unlinkat"] = Storage,
        ["ftruncate"] = [.. Storage, "EINTR"],
        ["mkdir"] = Storage,
        ["mkdirat"] = Storage,
        ["fchmod"] = Storage,
        ["fchown"] = Storage,
        ["flistxattr"] = ["EIO"],
        ["fgetxattr"] = ["EIO"],
        ["fremovexattr"] = Storage,
        ["flock"] = ["EINTR", "ENOLCK"],
        ["fcntl"] = ["EIO", "ENOLCK"],
    };

    [Theory]
    [MemberData(nameof(Scenario.Names), MemberType = typeof(Scenario))]
    public static async Task An_error_at_any_call_is_reported_truthfully_and_the_next_run_converges(string scenario)
    {
        await using var node = await FaultInjectionNode.StartAsync(scenario);
        var course = await ReferenceRun.OfAsync(node, scenario);
        var points = Sweep.Spread(Points(course.Calls), Most).ToList();
        var all = new List<string>();

        foreach (var (point, error, forGood) in points)
        {
            var run = await node.TraceAsync(
                forGood ? FromThenOn(course.Calls, point, error) : [Fault.Once(point, error)]);
            var failures = await course.FailuresAsync(node, run.Result);
            all.AddRange(
                (run.WasDisturbed ? failures : ["it was not met"]).Select(
                    failure => $"{error} {(forGood ? "from" : "at")} {point}: {failure}\n    {run.Result.Errors}"));
            if (all.Count >= Sweep.Enough)
                break;
        }

        Sweep.Count("error", scenario, points.Count);
        Assert.NotEmpty(points);
        Sweep.AssertNone(all);
    }

    // Each call with each error, once and permanently; a call that is always interrupted would never end.
    private static List<(SystemCall Call, string Error, bool ForGood)> Points(IReadOnlyList<SystemCall> calls) =>
    [
        .. calls.Where(call => Errors.ContainsKey(call.Name))
            .SelectMany(
                call => Errors[call.Name].SelectMany(
                    error => (bool[])[false, true], (error, forGood) => (call, error, forGood)))
            .Where(point => !point.forGood || !string.Equals(point.error, "EINTR", StringComparison.Ordinal)),
    ];

    // From this point on, every call that can report the error does.
    private static Fault[] FromThenOn(IReadOnlyList<SystemCall> calls, SystemCall point, string error)
    {
        var earlier = calls.TakeWhile(call => call != point).CountBy(call => call.Name).ToDictionary();
        return
        [
            .. Errors.Where(errors => errors.Value.Contains(error, StringComparer.Ordinal))
                .Select(errors => Fault.FromThenOn(errors.Key, earlier.GetValueOrDefault(errors.Key) + 1, error)),
        ];
    }
}
