using static LabelHook.Wording;

namespace LabelHook.Toml;

internal static class TomlProblems
{
    public static Problem PodmanFileUnreadable(string path, string reason) => new(
        "LH2050", ProblemKind.Engine, $"{Shown(path, path.Length)} cannot be read: {Plain(reason).TrimEnd('.')}", path);

    public static Problem PodmanSetting(string path, string name, string accepted) => Refused(
        "LH2051", ProblemKind.Engine, $"{name} in {Shown(path, path.Length)} is not valid", name, accepted);
}
