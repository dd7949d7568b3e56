using System.Globalization;
using System.Text.Json;

namespace LabelHook.Acceptance;

// How much was tried. LABELHOOK_SWEEP=full tries much more; LABELHOOK_SEED repeats a run; LABELHOOK_FIGURES is the folder for the figures.
public sealed class PowerCutFigures : IDisposable
{
    // How many states a cut is given at most.
    public const int FastBound = 40;

    private readonly SortedDictionary<string, int> figures = new(StringComparer.Ordinal);

    public static int Bound => IsFull ? 600 : FastBound;

    public static int Sampled => IsFull ? 60 : 5;

    public static int Seed { get; } = int.TryParse(Variable("LABELHOOK_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();

    public static bool IsFull => Variable("LABELHOOK_SWEEP") == "full";

    public void Add(PowerCutTrial trial)
    {
        Add("commands", 1);
        Add("cutPoints", trial.CutPoints);
        Add("statesBuilt", trial.StatesBuilt);
        Add("statesOpened", trial.StatesOpened);
        Add("runsAgain", trial.RunsAgain);
        TestContext.Current.SendDiagnosticMessage(
            "seed {0}: {1} cut points, {2} states, {3} registries opened", Seed, trial.CutPoints, trial.StatesBuilt, trial.StatesOpened);
    }

    public void Dispose()
    {
        if (Variable("LABELHOOK_FIGURES") is { } folder)
            File.WriteAllText(Path.Combine(folder, "power-cuts.json"), JsonSerializer.Serialize(figures));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private void Add(string name, int count) => figures[name] = figures.GetValueOrDefault(name) + count;
}
