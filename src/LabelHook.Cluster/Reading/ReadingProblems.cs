using static LabelHook.Wording;

namespace LabelHook.Cluster.Reading;

internal static class ReadingProblems
{
    public static Problem Count(string value) => Refused(
        "LH7201", ProblemKind.InvalidRequest, $"count {Shown(value)} is not valid", value, "a whole number from 1 to 65535");

    public static Problem ModuleUnknown(string value) => new(
        "LH7202", ProblemKind.Conflict, $"no node has published a module {Shown(value)}; see 'labelhook-cluster list'", value);

    public static Problem ModuleAmbiguous(string value, IReadOnlyCollection<string> nodes) => Refused(
        "LH7203",
        ProblemKind.InvalidRequest,
        $"module {Shown(value)} is on {nodes.Count} nodes",
        value,
        $"one of {string.Join(", ", nodes.Take(8).Select(node => $"{node}/{PrintableText.Escape(value)}"))}");
}
