using static LabelHook.Wording;

namespace LabelHook.Yaml;

internal static class YamlProblems
{
    public static Problem Yaml(string path, long line, string reason) => new(
        "LH1010", ProblemKind.Image, $"{path}:{line}: {reason}", path);

    public static Problem YamlSize(string path, int maxSize) => Refused(
        "LH1011", ProblemKind.Image, $"{path} is too large", path, $"a YAML file of at most {maxSize / 1024} KiB");

    public static Problem FileUnreadable(string path, string reason) => new(
        "LH1014", ProblemKind.Image, $"{path} cannot be read: {reason.TrimEnd('.')}", path);
}
