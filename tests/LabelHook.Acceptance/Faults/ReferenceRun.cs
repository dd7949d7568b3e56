using LabelHook.Acceptance.Program;

namespace LabelHook.Acceptance.Faults;

// How a scenario runs undisturbed, and the rules for a disturbed run.
public sealed record ReferenceRun(
    Scenario Scenario, TracedRun Undisturbed, NodeSnapshot Before, NodeSnapshot After, NodeSnapshot Twice)
{
    // The end of an error that says how far a change got. Without it nothing has changed.
    private const string DatabaseChanged = "the ports database was already changed";
    private const string FileChanged = "the environment file was already changed";
    private const string Unknown = "it is unknown whether the change was made";

    public IReadOnlyList<SystemCall> Calls { get; } = Undisturbed.Calls;

    public static async Task<ReferenceRun> OfAsync(FaultInjectionNode node, string scenario)
    {
        var before = await node.LookAsync();
        var undisturbed = await node.TraceAsync();
        undisturbed.Result.Ended(Scenario.All[scenario].ExitCode);
        var after = await node.LookAsync();
        await node.RunAsync();
        return new ReferenceRun(
            Scenario.All[scenario],
            undisturbed,
            before,
            after,
            Scenario.All[scenario].Adds ? await node.LookAsync() : after);
    }

    // Whether a run succeeded and said so; the problem of an image follows the warnings.
    public bool IsDone(CommandResult said) => said.ExitCode == Scenario.ExitCode
        && (said.ExitCode == 0 || Undisturbed.Result.Errors.EndsWith(said.Errors, StringComparison.Ordinal));

    // The violations after a run, and after running again.
    public async Task<IReadOnlyList<string>> FailuresAsync(FaultInjectionNode node, CommandResult? said = null)
    {
        var left = await node.LookAsync();
        var again = await node.RunAsync();
        var end = await node.LookAsync();
        var failures = left.Damages()
            .Except(Before.Damages(), StringComparer.Ordinal)
            .Concat(said is null ? [] : Lies(said, left))
            .ToList();
        failures.AddRange(left.LogErrors(Before).Concat(end.LogErrors(Before)));
        if (!IsWhole(left))
            failures.Add($"neither all nor nothing: {left.Holdings}");
        if (again.ExitCode != 0 && !IsDone(again) && left.Database != After.Database)
            failures.Add($"running again ended with {again.ExitCode}: {again.Errors}");
        var expected = left.Holdings == After.Holdings ? Twice : After;
        if (end != expected)
            failures.Add($"running again ended elsewhere: {end.Beside(expected)}");
        return failures;
    }

    // Whether each change is either not made or complete.
    private bool IsWhole(NodeSnapshot left) => Scenario.IsOneByOne
        ? Modules(left).All(
            module => left.HoldingsOf(module) == Before.HoldingsOf(module)
                || left.HoldingsOf(module) == After.HoldingsOf(module))
        : left.Holdings == Before.Holdings || left.Holdings == After.Holdings;

    private IEnumerable<string> Modules(NodeSnapshot left) =>
        left.Modules.Union(Before.Modules, StringComparer.Ordinal).Union(After.Modules, StringComparer.Ordinal);

    // Whether it said that the ports of a module have changed, in its result or after an error.
    private static bool Tells(CommandResult said, string module) =>
        said.Lines.Any(line => line.StartsWith(module + " ", StringComparison.Ordinal))
            || said.Errors.Contains($"{DatabaseChanged}, see 'labelhook list {module}'", StringComparison.Ordinal);

    // The untrue statements of the program.
    private IEnumerable<string> Lies(CommandResult said, NodeSnapshot left)
    {
        // The mark in the lock may be made by a later run.
        if (IsDone(said))
        {
            if (left with { IsMarked = After.IsMarked } != After)
                yield return $"it said that it was done, and left {left.Beside(After)}";
            yield break;
        }

        if (said.ExitCode != 1
            || !said.Errors.StartsWith("labelhook: ", StringComparison.Ordinal)
            || said.Errors.Contains("internal error", StringComparison.Ordinal))
            yield return $"it ended with {said.ExitCode} and without a clear sentence";
        if (said.Errors.Contains(Unknown, StringComparison.Ordinal))
            yield break;
        if (Scenario.IsOneByOne)
        {
            var untold = Modules(left).Where(
                module => (left.HoldingsOf(module) != Before.HoldingsOf(module)) != Tells(said, module));
            foreach (var module in untold)
                yield return $"it lies about {module}, which holds {left.HoldingsOf(module)}";
            yield break;
        }

        var databaseChanged = left.Database != Before.Database;
        if (databaseChanged != said.Errors.Contains(DatabaseChanged, StringComparison.Ordinal))
            yield return $"the database is {(databaseChanged ? "" : "not ")}changed, and it says otherwise";
        var fileChanged = left.Variables != Before.Variables;
        if (fileChanged != said.Errors.Contains(FileChanged, StringComparison.Ordinal)
            && !(fileChanged && databaseChanged))
            yield return $"the environment file is {(fileChanged ? "" : "not ")}changed, and it says otherwise";
    }
}
