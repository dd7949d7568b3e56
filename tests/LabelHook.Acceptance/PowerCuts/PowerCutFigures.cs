using LabelHook.Acceptance.Faults;

namespace LabelHook.Acceptance.PowerCuts;

// How much a trial of power cuts tries.
public static class PowerCutFigures
{
    // The most states per cut.
    public const int FastBound = 40;

    public static int Bound => Sweep.IsFull ? 600 : FastBound;

    public static int Sampled => Sweep.IsFull ? 60 : 5;

    public static void Add(PowerCutTrial trial)
    {
        Figures.Add(
            "power-cuts",
            ("commands", 1),
            ("cutPoints", trial.CutPoints),
            ("statesBuilt", trial.StatesBuilt),
            ("statesOpened", trial.StatesOpened),
            ("runsAgain", trial.RunsAgain));
        TestContext.Current.SendDiagnosticMessage(
            "{0} cut points, {1} states, {2} databases opened", trial.CutPoints, trial.StatesBuilt, trial.StatesOpened);
    }
}
