using static LabelHook.Wording;

namespace LabelHook.Host;

internal static class HostProblems
{
    public static Problem OutputFile(string path, string reason) => new(
        "LH1121",
        ProblemKind.Host,
        $"file {Shown(path, path.Length)} cannot be written: {reason.TrimEnd('.')}",
        path);
}
