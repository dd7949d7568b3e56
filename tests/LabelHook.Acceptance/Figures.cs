using System.Text.Json;
using LabelHook.Acceptance.Faults;

namespace LabelHook.Acceptance;

// What a harness tried, for the table in tests/README.md that tests/tools/write-tables.py writes: one file per harness
// in the folder LABELHOOK_FIGURES.
public static class Figures
{
    private static readonly Lock Gate = new();

    private static readonly Dictionary<string, SortedDictionary<string, long>> Tried = new(StringComparer.Ordinal);

    public static void Add(string harness, params IEnumerable<(string Name, long Count)> figures)
    {
        if (Environment.GetEnvironmentVariable("LABELHOOK_FIGURES") is not { Length: > 0 } folder)
            return;
        lock (Gate)
        {
            if (!Tried.TryGetValue(harness, out var counts))
                Tried[harness] = counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (var (name, count) in figures)
                counts[name] = counts.GetValueOrDefault(name) + count;
            Directory.CreateDirectory(folder);
            var text = JsonSerializer.SerializeToNode(counts)!;
            text["sweep"] = Sweep.IsFull ? "full" : "spread";
            File.WriteAllText(Path.Join(folder, harness + ".json"), text.ToJsonString() + "\n");
        }
    }
}
