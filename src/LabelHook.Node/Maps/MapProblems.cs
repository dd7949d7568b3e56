using static LabelHook.Wording;

namespace LabelHook.Maps;

internal static class MapProblems
{
    public static Problem Picture(string path, string reason) => new(
        "LH1121",
        ProblemKind.Host,
        $"picture {Shown(path, path.Length)} cannot be written: {reason.TrimEnd('.')}",
        path);
}
