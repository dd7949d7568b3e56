using System.Globalization;

namespace LabelHook.Acceptance;

// How much was tried. LABELHOOK_SEED repeats a run.
public static class PowerCutFigures
{
    // How many states a cut is given at most.
    public const int FastBound = 40;

    public static int Bound => Sweep.IsFull ? 600 : FastBound;

    public static int Sampled => Sweep.IsFull ? 60 : 5;

    public static int Seed { get; } = int.TryParse(Environment.GetEnvironmentVariable("LABELHOOK_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    public static void Add(PowerCutTrial trial)
    {
        Figures.Add("power-cuts", ("commands", 1), ("cutPoints", trial.CutPoints), ("statesBuilt", trial.StatesBuilt), ("statesOpened", trial.StatesOpened), ("runsAgain", trial.RunsAgain));
        TestContext.Current.SendDiagnosticMessage(
            "seed {0}: {1} cut points, {2} states, {3} databases opened", Seed, trial.CutPoints, trial.StatesBuilt, trial.StatesOpened);
    }
}
